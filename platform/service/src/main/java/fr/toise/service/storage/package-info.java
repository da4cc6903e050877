/** The buckets, as beans. */
package fr.toise.service.storage;
