/** Many estimates in one request, line by line, in constant memory. */
package fr.toise.predict.batch;
