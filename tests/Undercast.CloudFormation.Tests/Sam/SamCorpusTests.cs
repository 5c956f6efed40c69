namespace Undercast.CloudFormation.Tests.Sam;

public sealed class SamCorpusTests
{
    /// <summary>With UNDERCAST_SAM_SCORE the results go to a file as well; <c>scripts/sam-score</c> shows them.</summary>
    [CorpusFact]
    public void Every_pair_comes_out_as_the_public_translator_has_it()
    {
        var results = SamCorpus.Run().ToArray();
        if (Environment.GetEnvironmentVariable("UNDERCAST_SAM_SCORE") is { Length: > 0 } report)
            File.WriteAllLines(report, [$"{results.Count(r => r.Difference is null)} of {results.Length}", .. results.Select(r => $"{(r.Difference is null ? "equal" : "differs")} {r.Name} {r.Difference}")]);
        Assert.Empty(results.Where(r => r.Difference is not null).Select(r => $"{r.Name} {r.Difference}"));
    }
}

/// <summary>A test over public pairs that lie beside the repository; skipped, with the reason, where they are absent.</summary>
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = SamCorpus.Folder is null ? "there is no shared/corpus/sam beside the repository" : null;
}
