/** The trusted sales as Parquet in the object store. */
package fr.toise.cleaning.writing;
