using System.Text.Json;

namespace Undercast.Protocol.Conformance;

/// <summary>The vectors: files of suites, each with shapes and cases. A few of our own stand in the project; the public ones do not belong to it.</summary>
internal static class Corpus
{
    private static readonly string? Folder = Find();
    private static readonly string Own = Path.Combine(AppContext.BaseDirectory, "Own");

    /// <summary>Why there is nothing to test, or null.</summary>
    public static string? Absent { get; } = Folder is null ? "The public vectors are not here: set UNDERCAST_CORPUS, or put them at ../shared/corpus beside the repository." : null;

    /// <summary>The cases of one direction, <c>input</c> or <c>output</c>.</summary>
    public static IReadOnlyList<Vector> Vectors(string direction)
    {
        var vectors = new List<Vector>();
        foreach (var file in new[] { Own, Folder }.OfType<string>().SelectMany(f => Directory.GetFiles(Path.Combine(f, direction), "*.json").Order(StringComparer.Ordinal)))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var name = Path.GetFileNameWithoutExtension(file);
            var suite = 0;
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var entry in document.RootElement.Clone().EnumerateArray())
            {
                foreach (var @case in entry.GetProperty("cases").EnumerateArray())
                {
                    var id = @case.GetProperty("id").GetString()!;
                    var again = seen[id] = seen.GetValueOrDefault(id) + 1;
                    vectors.Add(new Vector(direction, name, suite, again == 1 ? id : $"{id}#{again}", entry, @case));
                }
                suite++;
            }
        }
        return vectors;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("UNDERCAST_CORPUS") is { Length: > 0 } given) return Directory.Exists(Path.Combine(given, "wires")) ? Path.Combine(given, "wires") : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Undercast.slnx"))) continue;
            // A working tree may lie a level deeper than the repository that it belongs to.
            for (var parent = folder.Parent; parent is not null; parent = parent.Parent)
            {
                var corpus = Path.Combine(parent.FullName, "shared", "corpus", "wires");
                if (Directory.Exists(corpus)) return corpus;
            }
        }
        return null;
    }
}

/// <summary>One case with the suite that it belongs to.</summary>
internal sealed record Vector(string Direction, string File, int Suite, string Id, JsonElement Entry, JsonElement Case)
{
    public string Key => $"{Direction}/{File}/{Id}";

    public string Protocol => Entry.GetProperty("metadata").GetProperty("protocol").GetString()!;

    /// <summary>The namespace of the case's contract; cases that call one operation share it.</summary>
    public string Contract
    {
        get
        {
            var operations = Entry.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("given").GetRawText()).Distinct().ToList();
            return $"Suite{Suite}Operation{operations.IndexOf(Given.GetRawText())}";
        }
    }

    public JsonElement Given => Case.GetProperty("given");

    public override string ToString() => Key;
}

/// <summary>A test of the public vectors, skipped with the reason where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    /// <summary>Looks for the corpus.</summary>
    public CorpusFactAttribute() => Skip = Corpus.Absent;
}
