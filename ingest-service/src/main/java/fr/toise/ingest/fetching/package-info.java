/** Gets listings and files from web sites that are allowed, however often the connection breaks. */
package fr.toise.ingest.fetching;
