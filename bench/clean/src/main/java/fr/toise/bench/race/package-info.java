/** One process after the other, timed, and their sales compared. */
package fr.toise.bench.race;
