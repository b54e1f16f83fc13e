DELETE FROM public.$table AS t WHERE t.job_id = job.id;
