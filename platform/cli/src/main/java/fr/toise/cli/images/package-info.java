/** Container images of the services and jobs. */
package fr.toise.cli.images;
