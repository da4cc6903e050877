/** Files of sales become a snapshot in the raw bucket: all of them or nothing. */
package fr.toise.ingest.landing;
