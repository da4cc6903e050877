package fr.toise.ingest.landing;

import fr.toise.ingest.Gzip;
import fr.toise.samplesales.SampleSales;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;

/** What files of sales have looked like, or may. */
enum Shape {
    BYTE_ORDER_MARK {
        @Override
        String csv() {
            return "\uFEFF" + sales();
        }
    },
    CRLF {
        @Override
        String csv() {
            return sales().replace("\n", "\r\n");
        }
    },
    QUOTED_HEADER {
        @Override
        String csv() {
            return sales().replace(SampleSales.HEADER, "\"" + SampleSales.HEADER.replace(",", "\",\"") + "\"");
        }
    },
    QUOTED_HEADER_AFTER_A_BYTE_ORDER_MARK {
        @Override
        String csv() {
            return "\uFEFF" + QUOTED_HEADER.csv().replace("\n", "\r\n");
        }
    },
    MORE_COLUMNS {
        @Override
        String csv() {
            return sales().lines().map(line -> "x," + line + ",y").collect(Collectors.joining("\n"));
        }
    },
    ANOTHER_ORDER {
        @Override
        String csv() {
            return sales().lines().map(Shape::reversed).collect(Collectors.joining("\n"));
        }
    },
    A_RENAMED_COLUMN {
        @Override
        String csv() {
            return sales().replace("valeur_fonciere", "prix");
        }
    },
    FIELDS_WITH_LINE_BREAKS {
        @Override
        String csv() {
            return SampleSales.HEADER + "\n2023-1,\"a, b\nand \"\"c\"\"\"\n";
        }
    },
    A_LINE_OF_A_MEGABYTE {
        @Override
        String csv() {
            // nothing that packs well, or it would be taken for a bomb
            var random = new Random(1);
            return sales()
                    + random.ints(1 << 20, 'A', 'z')
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
        }
    },
    NO_UTF_8 {
        @Override
        byte[] bytes() {
            return (sales() + "2023-1,café").getBytes(StandardCharsets.ISO_8859_1);
        }
    };

    String csv() {
        throw new UnsupportedOperationException();
    }

    byte[] bytes() {
        return csv().getBytes(StandardCharsets.UTF_8);
    }

    private static String sales() {
        return new String(Gzip.csv(2023, 20), StandardCharsets.UTF_8);
    }

    private static String reversed(String line) {
        var fields = Arrays.asList(line.split(",", -1));
        Collections.reverse(fields);
        return String.join(",", fields);
    }
}
