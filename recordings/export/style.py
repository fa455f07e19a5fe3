"""How the page looks: black on white, for a screen and for A4, nothing fetched from anywhere."""

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { max-width: 190mm; margin: 0 auto; padding: 6mm; background: #fff; color: #000;
  font: 10.5pt/1.4 system-ui, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 17pt; margin: 0 0 3mm; }
h2 { font-size: 13pt; margin: 7mm 0 2mm; border-bottom: 1px solid #000; }
h3 { font-size: 11.5pt; margin: 4mm 0 1mm; }
h4 { font-size: 10.5pt; margin: 2mm 0 1mm; }
h2, h3, h4 { break-after: avoid; }
p { margin: 1.5mm 0; }
.simulated { border: 3px solid #000; padding: 2mm 3mm; margin: 0 0 4mm; font-size: 14pt; font-weight: bold;
  text-align: center; }
.stamp { border: 1.5px solid #000; padding: 0 1.5mm; font-size: 8.5pt; font-weight: bold; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(52mm, 1fr)); gap: 1.5mm 4mm; margin: 0;
  break-inside: avoid; }
dt { font-size: 8.5pt; color: #333; }
dd { margin: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 0.5mm 5mm; font-size: 9.5pt; }
.figures dt, .figures dd { display: inline; }
.figures dt::after { content: ":"; }
.told { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(80mm, 100%), 1fr)); gap: 2mm 4mm; }
.told > div { min-width: 0; }
.told > div + div { border-left: 1px solid #000; padding-left: 2.5mm; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 8.5pt; font-variant-numeric: tabular-nums;
  overflow-wrap: normal; }
th, td { padding: 0.7mm 1mm; border-bottom: 1px solid #aaa; text-align: right; vertical-align: top; }
th { border-bottom-color: #000; font-weight: 600; }
th:first-child, td:first-child { text-align: left; }
td { white-space: nowrap; }
.told > div:not(:only-child) :is(th, td) { padding: 0.7mm 0.6mm; }
tr { break-inside: avoid; }
.total td { border-top: 1.5px solid #000; font-weight: 600; }
.again td { font-style: italic; }
.strip { display: block; max-width: 100%; height: auto; margin: 1mm 0; break-inside: avoid;
  font: 9.5px/1 system-ui, Arial, sans-serif; }
.strip .mid { text-anchor: middle; }
.strip .grid { stroke: #bbb; stroke-width: 0.6; }
.strip .ground { stroke: #000; stroke-width: 1.2; }
.strip .full { stroke: #000; stroke-width: 1; }
.strip .partial { fill: #fff; stroke: #000; stroke-width: 1; stroke-dasharray: 2.5 1.5; }
.strip .hand { fill: #fff; stroke: #000; stroke-width: 0.8; stroke-dasharray: 1 2; }
.strip .held { stroke: #000; stroke-width: 2; }
.set { break-inside: avoid; }
details { margin: 1mm 0; font-size: 9pt; }
summary { cursor: pointer; }
.limits { margin-top: 8mm; border-top: 1px solid #000; padding-top: 2mm; font-size: 9pt; break-inside: avoid; }
@page { size: A4; margin: 14mm; }
@media print { .wide { overflow: visible; } body { max-width: none; padding: 0; } details:not([open]) { display: none; } }
"""

SIMULATED_STYLE = '@page { @top-center { content: "SIMULATED"; font: bold 11pt Arial, sans-serif; } }\n'
"""On every printed page, by browsers that know margin boxes; the banner and the headings say it in all."""
