/** Made-up national years of sales, as large as the official ones and as hard to clean. */
package fr.toise.bench.nation;
