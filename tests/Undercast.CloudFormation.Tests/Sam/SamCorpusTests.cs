namespace Undercast.CloudFormation.Tests.Sam;

public sealed class SamCorpusTests
{
    /// <summary>With UNDERCAST_SAM_SCORE the results go to a file as well; <c>scripts/sam-score</c> shows them.</summary>
    [CorpusFact]
    public void The_pairs_that_are_known_to_pass_pass_and_no_others()
    {
        var results = SamCorpus.Run().ToArray();
        if (Environment.GetEnvironmentVariable("UNDERCAST_SAM_SCORE") is { Length: > 0 } report)
            File.WriteAllLines(report, [$"{results.Count(r => r.Difference is null)} of {results.Length}", .. results.Select(r => $"{(r.Difference is null ? "equal" : "differs")} {r.Name} {r.Difference}")]);
        using var stream = typeof(SamCorpusTests).Assembly.GetManifestResourceStream("SamPairs.txt")!;
        using var reader = new StreamReader(stream);
        var known = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        var passing = results.Where(r => r.Difference is null).Select(r => r.Name).ToHashSet();
        Assert.Empty(known.Except(passing));
        Assert.Empty(passing.Except(known));
    }
}

/// <summary>A test over public pairs that lie beside the repository; skipped, with the reason, where they are absent.</summary>
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = SamCorpus.Folder is null ? "there is no shared/corpus/sam beside the repository" : null;
}
