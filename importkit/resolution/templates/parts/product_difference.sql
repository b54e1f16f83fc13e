{
    'column_name': '$column',
    'other': replace(parent.$header, chr(30), '; '),
    'differs': $field.row_number IS NOT NULL
        AND NOT (parent.${field}_given AND parent.$header IS NULL)
}
