/** The others: each a program of its own. */
package fr.toise.bench.peer;
