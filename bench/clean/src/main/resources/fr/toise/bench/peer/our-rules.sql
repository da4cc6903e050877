-- Our rules as somebody who knows DuckDB would write them for speed. The program fills in ${…}.

SET preserve_insertion_order = false;
SET enable_progress_bar = false;

CREATE TEMP MACRO number(text) AS TRY_CAST(replace(text, ',', '.') AS DOUBLE);
CREATE TEMP MACRO positive(value) AS CASE WHEN value > 0 THEN value END;
CREATE TEMP MACRO kilometres(from_longitude, from_latitude, longitude, latitude) AS
    6371.0088 * sqrt(pow(radians(latitude - from_latitude), 2)
        + pow(radians(longitude - from_longitude) * cos(radians(from_latitude)), 2));

-- Copies of a line need no step of their own: what is counted below is counted once per distinct premises.
CREATE TEMP TABLE sales AS
WITH lines AS (
    SELECT
        *,
        number(valeur_fonciere) AS price,
        CASE
            WHEN code_type_local IN ('1', '2', '3', '4') THEN code_type_local
            WHEN code_nature_culture IS NOT NULL THEN 'land'
            ELSE 'unknown'
        END AS kind,
        code_departement IS NULL OR code_commune IS NULL OR id_parcelle IS NULL AS unreadable,
        -- tells one flat of a sale from another
        {
            parcel: id_parcelle, volume: numero_volume,
            lot1: lot1_numero, lot2: lot2_numero, lot3: lot3_numero, lot4: lot4_numero, lot5: lot5_numero,
            carrez1: lot1_surface_carrez, carrez2: lot2_surface_carrez, carrez3: lot3_surface_carrez,
            carrez4: lot4_surface_carrez, carrez5: lot5_surface_carrez,
            built: surface_reelle_bati, rooms: nombre_pieces_principales
        } AS premises
    FROM read_csv([${files}], header = true, all_varchar = true, union_by_name = true, ignore_errors = true,
        delim = ',', quote = '"', escape = '"')
    WHERE ${departments}
        AND id_mutation IS NOT NULL
)
SELECT
    id_mutation,
    TRY_CAST(date_mutation AS DATE) AS sale_date,
    lower(coalesce(nature_mutation, '')) AS nature,
    price,
    code_commune AS commune,
    min(code_departement) AS department,
    bool_or(unreadable) AS lacks_lines,
    bool_and(unreadable) AS lacks_all,
    bool_or(kind = '4') AS commercial,
    bool_or(kind = 'land') AS land,
    bool_or(kind = 'unknown') AS unknown,
    count(DISTINCT premises) FILTER (kind = '1') AS houses,
    count(DISTINCT premises) FILTER (kind = '2') AS flats,
    count(DISTINCT premises) FILTER (kind = '3') AS outbuildings,
    ${landArea} AS land_area,
    -- of lines that describe the same premises the first by place; a missing text comes before any other
    min({
        premises: premises,
        postal_code: coalesce(code_postal, ''), street_code: coalesce(adresse_code_voie, ''),
        street_name: coalesce(adresse_nom_voie, ''), street_number: coalesce(adresse_numero, ''),
        street_suffix: coalesce(adresse_suffixe, ''),
        longitude: coalesce(longitude, ''), latitude: coalesce(latitude, ''),
        commune_name: coalesce(nom_commune, '')
    }) FILTER (kind IN ('1', '2')) AS place
FROM lines
GROUP BY id_mutation, date_mutation, nature_mutation, price, numero_disposition, code_commune;

CREATE TEMP TABLE judged AS
WITH numbers AS (
    SELECT
        * EXCLUDE (place),
        (id_mutation, sale_date, price) IN (SELECT (id_mutation, sale_date, price) FROM sales WHERE lacks_lines) AS incomplete,
        place.premises.parcel AS parcel,
        nullif(place.commune_name, '') AS commune_name,
        nullif(place.postal_code, '') AS postal_code,
        commune || repeat('0', greatest(0, 4 - length(place.street_code))) || nullif(place.street_code, '') AS street_code,
        trunc(number(place.street_number))::INTEGER AS street_number,
        nullif(place.street_suffix, '') AS street_suffix,
        nullif(place.street_name, '') AS street_name,
        CASE WHEN houses > 0 THEN 'HOUSE' ELSE 'FLAT' END AS type,
        positive(number(place.premises.built)) AS built_area,
        positive(round((
            coalesce(number(place.premises.carrez1), 0) + coalesce(number(place.premises.carrez2), 0)
            + coalesce(number(place.premises.carrez3), 0) + coalesce(number(place.premises.carrez4), 0)
            + coalesce(number(place.premises.carrez5), 0)) * 100) / 100) AS lots_area,
        trunc(positive(number(place.premises.rooms)))::INTEGER AS rooms,
        number(place.longitude) AS longitude,
        number(place.latitude) AS latitude,
        substr(sha256(concat_ws('|', sale_date, round(price * 100)::BIGINT, commune, place.premises.parcel,
            coalesce(place.premises.volume, ''), coalesce(place.premises.lot1, ''), coalesce(place.premises.lot2, ''),
            coalesce(place.premises.lot3, ''), coalesce(place.premises.lot4, ''), coalesce(place.premises.lot5, ''),
            coalesce(built_area, -1), coalesce(lots_area, -1), coalesce(rooms, -1))), 1, 16) AS sale_id
    FROM sales
    WHERE NOT lacks_all
),
areas AS (
    SELECT
        *,
        CASE WHEN built_area IS NULL OR lots_area / built_area BETWEEN 0.25 AND 4 THEN lots_area END AS carrez_area,
        coalesce(carrez_area, built_area) AS area
    FROM numbers
)
SELECT
    *,
    CASE
        WHEN sale_date IS NULL OR price IS NULL THEN 'unreadable'
        WHEN incomplete THEN 'incomplete-sale'
        WHEN starts_with(nature, 'vente en l') THEN 'off-plan'
        WHEN starts_with(nature, 'echange') OR starts_with(nature, 'échange') THEN 'exchange'
        WHEN starts_with(nature, 'adjudication') THEN 'auction'
        WHEN nature <> 'vente' THEN 'other-nature'
        WHEN commercial THEN 'commercial-premises'
        WHEN houses > 0 AND NOT ${housesAsked} THEN 'house'
        WHEN flats > 0 AND NOT ${flatsAsked} THEN 'flat'
        WHEN CASE WHEN houses > 0 THEN land_area > ${maximumLandArea} ELSE land END THEN 'land'
        WHEN houses + flats = 0 THEN 'no-premises'
        WHEN houses + flats > 1 THEN 'several-premises'
        WHEN unknown THEN 'unknown-premises'
        WHEN price <= 1 THEN 'symbolic-price'
        WHEN price <= ${minimumPrice} OR price >= ${maximumPrice} THEN 'price-out-of-bounds'
        WHEN area IS NULL THEN 'missing-area'
        WHEN area < ${minimumArea} OR area > ${maximumArea} THEN 'area-out-of-bounds'
        WHEN NOT coalesce(
            longitude BETWEEN -5.5 AND 9.8 AND latitude BETWEEN 41.2 AND 51.3
            OR longitude BETWEEN -63.3 AND -60.7 AND latitude BETWEEN 14.2 AND 18.3
            OR longitude BETWEEN -54.8 AND -51.4 AND latitude BETWEEN 2.0 AND 6.0
            OR longitude BETWEEN 55.1 AND 56.0 AND latitude BETWEEN -21.5 AND -20.7
            OR longitude BETWEEN 44.9 AND 45.4 AND latitude BETWEEN -13.2 AND -12.5, false) THEN 'missing-coordinates'
    END AS rule
FROM areas;

CREATE TEMP TABLE candidates AS
SELECT *, year(sale_date) AS sale_year, ln(price / area) AS x FROM judged WHERE rule IS NULL;

-- The pools that are large enough, each with its middle and the median distance from it.
CREATE TEMP TABLE places AS
WITH members AS (
    SELECT commune AS pool, longitude, latitude FROM candidates
    UNION ALL
    SELECT 'département ' || department, longitude, latitude FROM candidates
),
centres AS (
    SELECT pool, median(longitude) AS centre_longitude, median(latitude) AS centre_latitude
    FROM members GROUP BY pool HAVING count(*) >= 10
)
SELECT
    pool, centre_longitude, centre_latitude,
    median(kilometres(centre_longitude, centre_latitude, longitude, latitude)) AS spread
FROM members JOIN centres USING (pool)
GROUP BY ALL;

CREATE TEMP TABLE levels AS
WITH members AS (
    SELECT unnest([
        concat_ws(' ', type, commune, sale_year),
        concat_ws(' ', type, commune),
        concat_ws(' ', type, 'département', department, sale_year),
        concat_ws(' ', type, 'département', department),
        type]) AS pool, x
    FROM candidates
),
middles AS (
    SELECT pool, median(x) AS middle FROM members GROUP BY pool HAVING count(*) >= 30 OR pool IN ('FLAT', 'HOUSE')
)
SELECT pool, middle, median(abs(x - middle)) AS spread
FROM members JOIN middles USING (pool)
GROUP BY ALL;

CREATE TEMP TABLE compared AS
WITH surrounded AS (
    SELECT
        candidates.*,
        CASE WHEN own_place.pool IS NOT NULL THEN own_place ELSE department_place END AS place,
        CASE
            WHEN l1.pool IS NOT NULL THEN l1
            WHEN l2.pool IS NOT NULL THEN l2
            WHEN l3.pool IS NOT NULL THEN l3
            WHEN l4.pool IS NOT NULL THEN l4
            ELSE l5
        END AS level
    FROM candidates
    LEFT JOIN places AS own_place ON own_place.pool = commune
    LEFT JOIN places AS department_place ON department_place.pool = 'département ' || department
    LEFT JOIN levels AS l1 ON l1.pool = concat_ws(' ', type, commune, sale_year)
    LEFT JOIN levels AS l2 ON l2.pool = concat_ws(' ', type, commune)
    LEFT JOIN levels AS l3 ON l3.pool = concat_ws(' ', type, 'département', department, sale_year)
    LEFT JOIN levels AS l4 ON l4.pool = concat_ws(' ', type, 'département', department)
    LEFT JOIN levels AS l5 ON l5.pool = type
)
SELECT
    * EXCLUDE (rule, place, level),
    CASE
        WHEN kilometres(place.centre_longitude, place.centre_latitude, longitude, latitude) > greatest(3, 6 * place.spread)
            THEN 'coordinates-outside-commune'
        WHEN abs(x - level.middle) > greatest(ln(${outlierFactor}), ${outlierDeviations} * 1.4826 * level.spread)
            THEN 'price-per-square-metre-out-of-bounds'
    END AS rule
FROM surrounded;

COPY (
    SELECT
        sale_id, sale_date, type, price, department, commune, commune_name, postal_code, parcel,
        street_code, street_number, street_suffix, street_name, built_area, carrez_area, area,
        CASE WHEN carrez_area IS NULL THEN 'BUILT' ELSE 'CARREZ' END AS area_source,
        rooms, outbuildings,
        CASE WHEN type = 'HOUSE' THEN land_area END AS land_area,
        longitude, latitude
    FROM compared
    WHERE rule IS NULL
    QUALIFY row_number() OVER (PARTITION BY sale_id ORDER BY id_mutation) = 1
    ORDER BY sale_date, sale_id
) TO '${output}' (FORMAT parquet, COMPRESSION snappy);

-- How many sales each rule took, to be compared with our report.
COPY (
    SELECT rule, count(*) AS sales FROM judged WHERE rule IS NOT NULL GROUP BY rule
    UNION ALL
    SELECT rule, count(*) FROM compared WHERE rule IS NOT NULL GROUP BY rule
    UNION ALL
    SELECT 'repeated-sale', count(*) - count(DISTINCT sale_id) FROM compared WHERE rule IS NULL
) TO '${rules}' (FORMAT csv, HEADER);
