package fr.toise.samplesales;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Names that sound like streets and that no street of Paris has. */
final class StreetNames {

    private static final List<String> KINDS = List.of("RUE", "RUE", "RUE", "AV", "BD", "PAS");
    private static final List<String> COUNTS =
            List.of("CINQ", "SIX", "SEPT", "HUIT", "NEUF", "DIX", "ONZE", "TREIZE", "QUINZE", "VINGT");
    private static final List<String> THINGS = List.of(
            "ARROSOIRS",
            "BOUSSOLES",
            "BROUETTES",
            "CADRANS",
            "CARILLONS",
            "CERFS VOLANTS",
            "CHEVREFEUILLES",
            "COLOMBES",
            "CRAYONS",
            "DOMINOS",
            "ENCRIERS",
            "ESCARGOTS",
            "FICELLES",
            "GIROUETTES",
            "GRENOUILLES",
            "HERISSONS",
            "HIBOUX",
            "HORLOGES",
            "LANTERNES",
            "LIBELLULES",
            "MARMITES",
            "MARRONS",
            "MERLES",
            "MOINEAUX",
            "NOISETTES",
            "PARAPLUIES",
            "PELOTES",
            "PERISCOPES",
            "PINCEAUX",
            "RENARDS",
            "SABLIERS",
            "SAUTERELLES",
            "TABOURETS",
            "THEIERES",
            "TOUPIES",
            "TROMPETTES");

    private StreetNames() {}

    /** Every name once, in an order of chance. */
    static List<String> shuffled(Random random) {
        var names = new ArrayList<String>();
        for (int i = 0; i < COUNTS.size() * THINGS.size(); i++) {
            var name = " DES " + COUNTS.get(i % COUNTS.size()) + " " + THINGS.get(i / COUNTS.size());
            names.add(KINDS.get(random.nextInt(KINDS.size())) + name);
            names.add("PL" + name);
            names.add("VILLA" + name);
        }
        Collections.shuffle(names, random);
        return names;
    }
}
