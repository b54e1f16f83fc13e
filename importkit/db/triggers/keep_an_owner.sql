CREATE TRIGGER keep_an_owner
AFTER UPDATE OR DELETE ON public.brand_members
FOR EACH ROW
WHEN (old.role = 'owner')
EXECUTE FUNCTION public.keep_an_owner()
