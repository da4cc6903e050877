package fr.toise.cli.up;

import fr.toise.cli.services.Ports;

/**
 * What {@code ./toise up} was asked for.
 *
 * @param departments codes with commas between them
 * @param years       {@code 2018-2025}, or {@code 2018-} with no last one
 * @param once        end when there is nothing left to do
 */
record UpOptions(Source source, String departments, String years, DataFolder data, Ports ports, boolean once) {}
