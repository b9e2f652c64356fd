"""Controls that several pages share: levers, the scenario picker, the toolbar, scenario files."""
