"""The words that sample products are made of: an invented but plausible apparel trade."""

from __future__ import annotations

LINES = (
    "Saltholm", "Fjordvik", "Marisol", "Tallinn", "Harbour", "Linnea", "Ostrava", "Cala Blanca",
    "Birchwood", "Nocturne", "Pampelonne", "Skagen", "Terracotta", "Solène", "Kestrel", "Alpenglow",
    "Madrugada", "Windermere", "Lofoten", "Verbena", "Cassis", "Montrose", "Juniper", "Almeria", "Thistle",
    "Ravello", "Storvik", "Bramble", "Camargue", "Heath",
)  # fmt: skip

CLOTHS = (
    "Organic Cotton", "Linen", "Merino", "Recycled", "Brushed", "Washed", "Lightweight", "Relaxed", "Slim",
    "Heavy", "Ribbed", "Quilted", "Everyday", "Weekend", "Classic", "Tencel",
)  # fmt: skip

MANUFACTURERS = (
    "Atlantic Knits Lda", "Vale do Ave Têxteis", "Bursa Denim Works", "Tirupur Organic Mills",
    "Porto Confecções", "Lille Couture", "Nordkap Outdoor", "Kayseri Garments", "Prato Weavers",
    "Como Silk House", "Guimarães Linens", "Chittagong Apparel", "Baltic Woollens", "Biella Fine Wool",
    "Izmir Cotton Union", "Lodz Jersey", "Colombo Stitchworks", "Da Nang Sportswear", "Fès Leather Guild",
    "Transylvania Tailors", "Galway Knitwear", "Masaryk & Sons", "Ningbo Performance", "Oaxaca Looms",
)  # fmt: skip

SEASONS = ("NOS", "SS 2025", "FW 2025", "SS 2026", "FW 2026", "Resort 2026")

TAGS = (
    "organic", "new in", "women", "men", "unisex", "summer", "winter", "basics", "bestseller", "limited",
    "travel", "gift",
)  # fmt: skip

#: Colours, and how they stand in a SKU.
COLORS = (
    ("Black", "BLK"), ("White", "WHT"), ("Navy", "NVY"), ("Ecru", "ECR"), ("Olive", "OLV"), ("Rust", "RST"),
    ("Sky Blue", "SKY"), ("Charcoal", "CHA"), ("Burgundy", "BUR"), ("Sand", "SND"), ("Forest Green", "FOR"),
    ("Dusty Pink", "PNK"),
)  # fmt: skip

SIZES = ("XS", "S", "M", "L", "XL", "XXL")

FITS = ("Regular", "Slim", "Relaxed", "Oversized")

#: Materials with their percentages, which add up to 100.
BLENDS = (
    (("Organic Cotton", "100"),),
    (("Linen", "100"),),
    (("Merino Wool", "100"),),
    (("Organic Cotton", "95"), ("Elastane", "5")),
    (("Cotton", "75"), ("Recycled Polyester", "23"), ("Elastane", "2")),
    (("Recycled Polyester", "80"), ("Organic Cotton", "20")),
    (("Lyocell", "60"), ("Linen", "40")),
    (("Recycled Cotton", "50"), ("Organic Cotton", "50")),
    (("Merino Wool", "70"), ("Recycled Polyamide", "30")),
    (("Hemp", "55"), ("Organic Cotton", "45")),
    (("Viscose", "67.5"), ("Recycled Polyester", "27.5"), ("Elastane", "5")),
    (("Alpaca", "40"), ("Merino Wool", "40"), ("Recycled Polyamide", "20")),
)

ECO_CLAIMS = (
    "GOTS certified", "OEKO-TEX Standard 100", "Recycled content", "Fair wages audited",
    "Plastic-free packaging", "Vegan", "Made in Europe", "Waterless dyeing",
)  # fmt: skip

TOWNS = (
    "Porto", "Bursa", "Tirupur", "Prato", "Kayseri", "Łódź", "Guimarães", "Izmir", "Como", "Barcelos",
    "Vigo", "Plovdiv",
)  # fmt: skip

#: What a facility of each step of the journey is called, after its town.
FACILITIES = {
    "Raw Material": "Fibre Cooperative",
    "Weaving": "Weaving Mill",
    "Dyeing/Printing": "Dye House",
    "Stitching": "Sewing Workshop",
    "Assembly": "Assembly Hall",
    "Finishing": "Finishing & Packing",
}

DESCRIPTIONS = (
    "Soft, durable and made to be worn for years.",
    "A quiet wardrobe staple, cut from cloth that ages well.",
    "Breathable through the day, warm through the evening.",
    "Designed in our studio; finished by hand.\nMachine wash at 30 °C, dry flat.",
    "Pre-washed, so that it keeps its shape from the first day.",
    "An easy layer for travel and weekends.",
)
