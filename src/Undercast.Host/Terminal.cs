using Spectre.Console;

namespace Undercast.Host;

/// <summary>Text for people: colour and tables on a terminal, plain lines elsewhere.</summary>
internal static class Terminal
{
    public static bool IsInteractive => !Console.IsOutputRedirected;

    public static void Line(string text) => Console.Out.WriteLine(text);

    public static void Error(string text) => Console.Error.WriteLine($"undercast: {text}");

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
