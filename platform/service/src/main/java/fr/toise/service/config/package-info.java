/** A setting that nobody reads is a mistake, wherever it is made. */
package fr.toise.service.config;
