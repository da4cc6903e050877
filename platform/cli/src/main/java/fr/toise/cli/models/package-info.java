/** Lists the trained models. */
package fr.toise.cli.models;
