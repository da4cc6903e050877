"""Our rules in Polars: python3 polars_rules.py <arguments.json> <sales.parquet>"""

import json
import math
import sys

import polars as pl

LOT_NUMBERS = [f"lot{lot}_numero" for lot in range(1, 6)]
LOT_AREAS = [f"lot{lot}_surface_carrez" for lot in range(1, 6)]
IDENTITY = ["id_mutation", "date_mutation", "nature_mutation", "price", "numero_disposition", "code_commune"]
# tells one flat of a sale from another
PREMISES = ["id_parcelle", "numero_volume", *LOT_NUMBERS, *LOT_AREAS, "surface_reelle_bati", "nombre_pieces_principales"]
PLACE = [
    "code_postal", "adresse_code_voie", "adresse_nom_voie", "adresse_numero", "adresse_suffixe", "longitude", "latitude",
]
LAND = ["id_parcelle", "code_nature_culture", "code_nature_culture_speciale", "surface_terrain"]
COLUMNS = list(dict.fromkeys([
    "id_mutation", "date_mutation", "nature_mutation", "valeur_fonciere", "numero_disposition", "code_commune",
    "code_departement", "nom_commune", "code_type_local", *PREMISES, *PLACE, *LAND,
]))
BOXES = [
    (-5.5, 9.8, 41.2, 51.3), (-63.3, -60.7, 14.2, 18.3), (-54.8, -51.4, 2.0, 6.0),
    (55.1, 56.0, -21.5, -20.7), (44.9, 45.4, -13.2, -12.5),
]


def number(column):
    return pl.col(column).str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def positive(value):
    return pl.when(value > 0).then(value)


def read(files, departments):
    lines = pl.concat([
        pl.scan_csv(file, infer_schema=False, truncate_ragged_lines=False).select(COLUMNS) for file in files
    ])
    if departments:
        lines = lines.filter(pl.col("code_departement").is_in(departments))
    readable = pl.all_horizontal(
        pl.col("code_departement", "code_commune", "id_parcelle").is_not_null())
    kind = (
        pl.when(pl.col("code_type_local").is_in(["1", "2", "3", "4"])).then(pl.col("code_type_local"))
        .when(pl.col("code_nature_culture").is_not_null()).then(pl.lit("land"))
        .otherwise(pl.lit("unknown"))
    )
    lines = (
        lines.filter(pl.col("id_mutation").is_not_null())
        .with_columns(
            readable=readable,
            price=number("valeur_fonciere"),
            kind=kind,
            premises=pl.concat_str([pl.col(column).fill_null("") for column in PREMISES], separator="\x1f"),
        )
        .collect(engine="streaming")
    )
    # a sale with a line that can't be read is dropped: who knows what else the price was paid for
    sale = ["id_mutation", "date_mutation", "price"]
    return lines.filter("readable").join(lines.filter(~pl.col("readable")), on=sale, how="anti")


def regroup(lines, houses_asked):
    sales = lines.group_by(IDENTITY).agg(
        department=pl.col("code_departement").first(),
        commercial=(pl.col("kind") == "4").any(),
        land=(pl.col("kind") == "land").any(),
        unknown=(pl.col("kind") == "unknown").any(),
        houses=pl.col("premises").filter(pl.col("kind") == "1").n_unique(),
        flats=pl.col("premises").filter(pl.col("kind") == "2").n_unique(),
        outbuildings=pl.col("premises").filter(pl.col("kind") == "3").n_unique(),
    )
    # of lines that describe the same premises the first by place counts
    described = (
        lines.filter(pl.col("kind").is_in(["1", "2"]))
        .sort(PREMISES + PLACE, nulls_last=False)
        .unique(IDENTITY, keep="first", maintain_order=True)
        .select(list(dict.fromkeys([*IDENTITY, "nom_commune", *PREMISES, *PLACE])))
    )
    sales = sales.join(described, on=IDENTITY, how="left", nulls_equal=True)
    if not houses_asked:
        return sales.with_columns(land_area=pl.lit(None, dtype=pl.Float64))
    land = (
        lines.unique(list(dict.fromkeys(IDENTITY + LAND)))
        .group_by(IDENTITY)
        .agg(land_area=positive(number("surface_terrain")).sum())
    )
    return sales.join(land, on=IDENTITY, how="left", nulls_equal=True)


def candidates(sales, types, bounds):
    built = pl.col("built_area")
    lots = pl.col("lots_area")
    sales = (
        sales.with_columns(
            sale_date=pl.col("date_mutation").str.to_date("%Y-%m-%d", strict=False),
            nature=pl.col("nature_mutation").fill_null("").str.to_lowercase(),
            type=pl.when(pl.col("houses") > 0).then(pl.lit("HOUSE")).otherwise(pl.lit("FLAT")),
            built_area=positive(number("surface_reelle_bati")),
            lots_area=positive(pl.sum_horizontal([number(column).fill_null(0) for column in LOT_AREAS]).round(2)),
            rooms=positive(number("nombre_pieces_principales")).cast(pl.Int32),
            longitude=number("longitude"),
            latitude=number("latitude"),
        )
        .with_columns(carrez_area=pl.when(built.is_null() | (lots / built).is_between(0.25, 4)).then(lots))
        .with_columns(area=pl.coalesce("carrez_area", "built_area"))
    )
    in_france = pl.any_horizontal([
        pl.col("longitude").is_between(west, east) & pl.col("latitude").is_between(south, north)
        for west, east, south, north in BOXES
    ])
    with_land = (
        pl.when(pl.col("houses") > 0)
        .then(pl.col("land_area").fill_null(0) > bounds["maximumLandArea"])
        .otherwise(pl.col("land"))
    )
    kept = (
        pl.col("sale_date").is_not_null(),
        pl.col("price").is_not_null(),
        pl.col("nature") == "vente",
        ~pl.col("commercial"),
        pl.lit("HOUSE" in types) | (pl.col("houses") == 0),
        pl.lit("FLAT" in types) | (pl.col("flats") == 0),
        ~with_land,
        pl.col("houses") + pl.col("flats") == 1,
        ~pl.col("unknown"),
        pl.col("price") > 1,
        pl.col("price") > bounds["minimumPrice"],
        pl.col("price") < bounds["maximumPrice"],
        pl.col("area").is_between(bounds["minimumArea"], bounds["maximumArea"]),
        in_france,
    )
    return sales.filter(*kept).with_columns(
        year=pl.col("sale_date").dt.year(), x=(pl.col("price") / pl.col("area")).log())


def kilometres(from_longitude, from_latitude):
    north = (pl.col("latitude") - from_latitude).radians()
    east = (pl.col("longitude") - from_longitude).radians() * from_latitude.radians().cos()
    return 6371.0088 * (north.pow(2) + east.pow(2)).sqrt()


def in_place(sales):
    """Those that don't lie outside their commune."""
    centre = [pl.col("centre_longitude"), pl.col("centre_latitude")]
    pools = []
    for rank, pool in enumerate(["code_commune", "department"]):
        centres = (
            sales.group_by(pool)
            .agg(centre_longitude=pl.col("longitude").median(), centre_latitude=pl.col("latitude").median(), size=pl.len())
            .filter(pl.col("size") >= 10)
        )
        spreads = sales.join(centres, on=pool).group_by(pool).agg(spread=kilometres(*centre).median())
        pools.append((pool, centres.join(spreads, on=pool)))
    found = None
    left = sales
    for pool, statistics in pools:
        judged = left.join(statistics, on=pool).filter(
            kilometres(*centre) <= pl.max_horizontal(pl.lit(3.0), 6 * pl.col("spread"))).select(sales.columns)
        found = judged if found is None else pl.concat([found, judged])
        left = left.join(statistics, on=pool, how="anti")
    return pl.concat([found, left.select(sales.columns)])


def at_a_usual_price(sales, pooled, factor, deviations):
    """Those whose price per square metre is not out of bounds of what is usual among all that are pooled."""
    found = []
    left = sales
    levels = [["code_commune", "year"], ["code_commune"], ["department", "year"], ["department"], []]
    for level in levels:
        keys = ["type", *level]
        middles = pooled.group_by(keys).agg(middle=pl.col("x").median(), size=pl.len())
        middles = middles.filter(pl.col("size") >= (30 if level else 1))
        spreads = (
            pooled.join(middles, on=keys).group_by(keys).agg(spread=(pl.col("x") - pl.col("middle")).abs().median())
        )
        statistics = middles.join(spreads, on=keys)
        bound = pl.max_horizontal(pl.lit(math.log(factor)), deviations * 1.4826 * pl.col("spread"))
        judged = left.join(statistics, on=keys).filter((pl.col("x") - pl.col("middle")).abs() <= bound)
        found.append(judged.select(sales.columns))
        left = left.join(statistics, on=keys, how="anti")
    return pl.concat(found)


def main(arguments, output):
    scope, bounds = arguments["scope"], arguments["thresholds"]
    lines = read(arguments["files"], scope["departments"])
    credible = candidates(regroup(lines, "HOUSE" in scope["types"]), scope["types"], bounds)
    kept = at_a_usual_price(in_place(credible), credible, bounds["outlierFactor"], bounds["outlierDeviations"])
    same = ["sale_date", "price", "code_commune", "id_parcelle", "numero_volume", *LOT_NUMBERS, "built_area", "lots_area", "rooms"]
    (
        kept.sort("id_mutation")
        .unique(same, keep="first", maintain_order=True)
        .sort("sale_date", "id_mutation")
        .select(
            "sale_date", "type", "price", "department", pl.col("code_commune").alias("commune"),
            pl.col("nom_commune").alias("commune_name"), pl.col("code_postal").alias("postal_code"),
            pl.col("id_parcelle").alias("parcel"),
            (pl.col("code_commune") + pl.col("adresse_code_voie").str.pad_start(4, "0")).alias("street_code"),
            pl.col("adresse_numero").cast(pl.Int32, strict=False).alias("street_number"),
            pl.col("adresse_suffixe").alias("street_suffix"), pl.col("adresse_nom_voie").alias("street_name"),
            "built_area", "carrez_area", "area", "rooms", "outbuildings", "land_area", "longitude", "latitude",
        )
        .write_parquet(output, compression="snappy")
    )


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        main(json.load(file), sys.argv[2])
