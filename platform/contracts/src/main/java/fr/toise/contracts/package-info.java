/** The contracts between the services, on nothing but the JDK and Jackson's annotations. */
package fr.toise.contracts;
