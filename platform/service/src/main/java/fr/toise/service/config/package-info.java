/** Settings: which values some may have, and that one which nobody reads is a mistake, wherever it is made. */
package fr.toise.service.config;
