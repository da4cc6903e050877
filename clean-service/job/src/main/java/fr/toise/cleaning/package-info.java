/** The Spark program that turns landed CSVs into trusted sales and an account of every line it dropped. */
package fr.toise.cleaning;
