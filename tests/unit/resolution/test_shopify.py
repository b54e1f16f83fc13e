from __future__ import annotations

COLUMNS = ["Product Handle", "Product Title", "SKU", "Image", "Variant Image", "Category"]
PARENT = ["tee", "Tee", "1", "https://x.y/1.png", None, None]


def test_a_row_with_only_a_picture_is_no_variant_and_shares_the_outcome(see):
    seen = see(COLUMNS, [PARENT, ["tee", None, None, "https://x.y/2.png", None, None]], dialect="shopify")
    assert seen.roles == ["parent", "image"]
    assert seen.statuses == ["PENDING", "PENDING"]
    assert seen.reported == [("row.image-only", "D3")]
    assert seen.finding.message == "Row 3 only adds a picture to tee; it is no variant."
    assert seen.table("staging_product_variants", "row_number") == [(2,)]
    assert seen.resolved.rows["staging_variant_id"].isna().to_list() == [False, True]


def test_a_picture_row_fails_with_its_product(see):
    rows = [["tee", None, "1", None, None, None], ["tee", None, None, "https://x.y/2.png", None, None]]
    seen = see(COLUMNS, rows, dialect="shopify")
    assert seen.statuses == ["FAILED", "FAILED"]
    assert seen.blocked_by == [None, 2]


def test_a_picture_in_error_makes_no_variant_of_its_row(see):
    rows = [PARENT, ["tee", None, None, "nonsense", None, None]]
    seen = see(COLUMNS, rows, dialect="shopify", bad=[(3, "Image")])
    assert seen.roles == ["parent", "image"]


def test_a_row_with_a_picture_and_a_handle_of_its_own_is_a_product(see):
    seen = see(COLUMNS, [PARENT, ["cap", None, None, "https://x.y/2.png", None, None]], dialect="shopify")
    assert seen.roles == ["parent", "parent"]
    assert seen.reported == [("value.required", "B3"), ("value.required", "C3")]


def test_other_sheets_know_no_picture_rows(see):
    seen = see(COLUMNS, [PARENT, ["tee", None, None, "https://x.y/2.png", None, None]])
    assert seen.roles == ["parent", "child"]
    assert seen.reported == [("value.required", "C3")]


def test_pictures_on_later_variants_are_the_gallery_and_override_nothing(see):
    seen = see(COLUMNS, [PARENT, ["tee", None, "2", "https://x.y/2.png", None, None]], dialect="shopify")
    assert seen.reported == [("image.gallery", "D3")]
    assert seen.table("staging_product_variants", "image_path_override") == [(None,), (None,)]


def test_a_variant_image_is_the_variants_own_on_any_row(see):
    rows = [
        [*PARENT[:4], "https://x.y/own.png", None],
        ["tee", None, "2", None, "https://x.y/1.png", None],
        ["tee", None, "3", None, "https://x.y/3.png", None],
    ]
    seen = see(COLUMNS, rows, dialect="shopify")
    assert seen.table("staging_product_variants", "image_path_override") == [
        ("https://x.y/own.png",),
        (None,),
        ("https://x.y/3.png",),
    ]
    assert seen.table("staging_products", "image_path") == [("https://x.y/1.png",)]


def test_a_category_that_is_not_mapped_is_left_blank_with_the_command_to_map_it(see):
    seen = see(COLUMNS, [[*PARENT[:5], "Apparel > Jeans"]], dialect="shopify")
    assert seen.statuses == ["PENDING"]
    assert seen.reported == [("category.not-found", "F2")]
    assert seen.finding.severity == "warning"
    assert 'Did you mean "Clothing > Jeans" or "Kids > Jeans"?' in seen.finding.hint
    assert "importkit catalog map category 'Apparel > Jeans' 'Clothing > Jeans'" in seen.finding.hint
    assert seen.table("staging_products", "category_path") == [(None,)]


def test_a_command_takes_any_category_literally(see):
    seen = see(COLUMNS, [[*PARENT[:5], 'Apparel "$5" > Jeans']], dialect="shopify")
    assert "map category 'Apparel \"$5\" > Jeans' 'Clothing > Jeans'" in seen.finding.hint
