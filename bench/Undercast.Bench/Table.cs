using System.Globalization;
using System.Text;

namespace Undercast.Bench;

/// <summary>Collects rows, prints them, and writes them as Markdown.</summary>
internal sealed class Report(string title)
{
    private readonly StringBuilder _text = new($"# {title}\n\n{DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC, {Environment.ProcessorCount} cores, .NET {Environment.Version}, load generator on the same machine\n");

    public void Section(string name, params string[] heads)
    {
        Line("");
        Line($"## {name}");
        Line("");
        Line("| " + string.Join(" | ", heads) + " |");
        Line("|" + string.Concat(Enumerable.Repeat(" --- |", heads.Length)));
    }

    public void Row(params string[] cells) => Line("| " + string.Join(" | ", cells) + " |");

    public void Note(string text)
    {
        Line("");
        Line(text);
    }

    public void Write(string name)
    {
        var directory = Path.Combine(Target.Root, "bench", "results");
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, name), _text.ToString());
    }

    private void Line(string line)
    {
        Console.WriteLine(line);
        _text.Append(line).Append('\n');
    }
}
