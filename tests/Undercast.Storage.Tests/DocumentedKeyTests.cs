using System.Globalization;

namespace Undercast.Storage.Tests;

/// <summary>Decodes the example of docs/storage.md.</summary>
public sealed class DocumentedKeyTests
{
    [Fact]
    public void Documented_key_decodes_to_what_the_page_says()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "storage.md"));
        var example = page.Split("<!-- decoded by DocumentedKeyTests -->")[1].Split("```")[1];
        var bytes = example.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => line.Split("   ")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(hex => byte.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToArray();
        var r = new TupleReader(bytes);
        Assert.Equal("sqs.queue", r.String());
        Assert.Equal("acme", r.String());
        Assert.Equal(300, r.Int64());
        Assert.True(r.Bool());
        Assert.True(r.AtEnd);
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Undercast.slnx"))) directory = directory.Parent;
        return directory.FullName;
    }
}
