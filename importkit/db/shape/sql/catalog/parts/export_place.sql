string_agg(entity.name, chr(30) ORDER BY entity.name_key) FILTER (WHERE used.$place = $number) AS place_$number
