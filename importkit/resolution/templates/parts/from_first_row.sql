AND (item.column_name <> '$column' OR item.row_number = speaker.${field}_row)
