using Spectre.Console;

namespace Undercast.Host;

/// <summary>Text for people: colour and tables on a terminal, plain lines elsewhere.</summary>
internal static class Terminal
{
    public static bool IsInteractive => !Console.IsOutputRedirected;

    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine($"undercast: {text}");

    /// <summary>One line of progress: a name, what became of it, and why.</summary>
    public static void Progress(string line)
    {
        if (!IsInteractive)
        {
            Line(line);
            return;
        }
        var parts = line.Split('\t', 3);
        var colour = parts.Length > 1 && parts[1].EndsWith("_FAILED", StringComparison.Ordinal) ? Color.Red
            : parts.Length > 1 && parts[1].EndsWith("_COMPLETE", StringComparison.Ordinal) ? Color.Green : Color.Grey;
        AnsiConsole.Write(new Text(parts[0].PadRight(36)));
        if (parts.Length > 1) AnsiConsole.Write(new Text(parts[1].PadRight(24), new Style(colour)));
        Line(parts.Length > 2 ? " " + parts[2] : "");
    }

    public static void Table(string[] heads, IEnumerable<string[]> rows)
    {
        if (!IsInteractive)
        {
            foreach (var row in rows) Line(string.Join('\t', row));
            return;
        }
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var head in heads) table.AddColumn(new TableColumn(new Text(head, new Style(decoration: Decoration.Bold))));
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Text(cell))]);
        AnsiConsole.Write(table);
    }
}
