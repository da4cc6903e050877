/** Shows the trained models, and makes another one live. */
package fr.toise.cli.models;
