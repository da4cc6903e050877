/** How long cleaning takes, beside others that do the same. */
package fr.toise.bench;
