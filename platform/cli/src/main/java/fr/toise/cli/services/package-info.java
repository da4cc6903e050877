/** Talks to the running services, and says it in a sentence when they can't be talked to. */
package fr.toise.cli.services;
