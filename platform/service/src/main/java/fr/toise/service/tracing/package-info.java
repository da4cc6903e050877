/** How a snapshot is followed from service to service. */
package fr.toise.service.tracing;
