min(row_number) FILTER (WHERE column_name = '$column') AS ${field}_row
