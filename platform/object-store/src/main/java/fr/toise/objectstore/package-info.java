/** JSON documents, outputs that exist only once they are whole, and the pointer to the champion, on any S3. */
package fr.toise.objectstore;
