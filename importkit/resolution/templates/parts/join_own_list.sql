LEFT JOIN own_list AS $field ON line.row_number = $field.row_number AND $field.column_name = '$column'
