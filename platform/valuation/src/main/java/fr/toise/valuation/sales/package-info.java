/** The sales that cleaning trusts. */
package fr.toise.valuation.sales;
