{'column_name': '$column', 'content': $field.content::VARCHAR}
