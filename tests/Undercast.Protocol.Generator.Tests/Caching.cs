using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Undercast.Protocol.Generator.Tests;

/// <summary>What an edit makes the generator do again; the compiler asks after each keystroke.</summary>
public class Caching
{
    private static readonly string Thing = Contracts.WithInput("public string? A { get; init; }");

    private static readonly string Other = Contracts.WithInput("public int? B { get; init; }")
        .Replace("IThing", "IOther", StringComparison.Ordinal).Replace("DoInput", "OtherInput", StringComparison.Ordinal);

    private const string Service = "public sealed class Service { public int Count() => 1; }";

    /// <summary>Runs before and after an edit of one source; answers the second run's reasons by step.</summary>
    private static (Dictionary<string, List<IncrementalStepRunReason>> Steps, List<IncrementalStepRunReason> Outputs) Edit(int source, string from, string to)
    {
        var compilation = Contracts.Compilation(Thing, Other, Service);
        var driver = Contracts.Driver().RunGenerators(compilation);
        var tree = compilation.SyntaxTrees[source + 1];
        var edited = tree.ToString().Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(tree.ToString(), edited);
        var result = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, Contracts.Parse(edited, tree.FilePath))).GetRunResult().Results[0];
        return (
            result.TrackedSteps.Where(s => s.Key is ContractGenerator.ParseStep or ContractGenerator.ApiStep or ContractGenerator.DiagnosticsStep)
                .ToDictionary(s => s.Key, s => s.Value.SelectMany(v => v.Outputs).Select(o => o.Reason).ToList()),
            [.. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(v => v.Outputs).Select(o => o.Reason)]);
    }

    private static void NothingRan((Dictionary<string, List<IncrementalStepRunReason>> Steps, List<IncrementalStepRunReason> Outputs) run)
    {
        Assert.All(run.Outputs, r => Assert.Equal(IncrementalStepRunReason.Cached, r));
        Assert.All(run.Steps[ContractGenerator.ParseStep], r => Assert.Contains(r, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
        Assert.Equal(2, run.Steps[ContractGenerator.ApiStep].Count);
    }

    [Fact]
    public void A_method_body_makes_nothing_again() => NothingRan(Edit(2, "=> 1", "=> 2"));

    [Fact]
    public void A_type_beside_makes_nothing_again() => NothingRan(Edit(2, "Service", "Servant"));

    [Fact]
    public void A_comment_in_a_contract_makes_nothing_again() => NothingRan(Edit(0, "public interface", "/* moved */\n\n public interface"));

    [Theory]
    [InlineData("string? A", "string? C")]
    [InlineData("thing:Do", "thing:Undo")]
    [InlineData("string? A", "int? A")]
    [InlineData("public string?", "[Length(1)] public string?")]
    public void A_contract_makes_its_own_api_again(string from, string to)
    {
        var (steps, outputs) = Edit(0, from, to);
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], outputs.Distinct().Order());
        Assert.Single(steps[ContractGenerator.ApiStep], r => r == IncrementalStepRunReason.Modified);
        Assert.Single(steps[ContractGenerator.ApiStep], r => r is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_shape_in_another_file_makes_its_api_again()
    {
        var split = Contracts.Compilation(Thing.Replace("public string? A", "public Part? A", StringComparison.Ordinal), "public sealed record Part { public string? X { get; init; } }");
        var driver = Contracts.Driver().RunGenerators(split);
        var tree = split.SyntaxTrees[2];
        var result = driver.RunGenerators(split.ReplaceSyntaxTree(tree, Contracts.Parse(tree.ToString().Replace("X", "Y", StringComparison.Ordinal), tree.FilePath))).GetRunResult().Results[0];
        Assert.Contains(result.GeneratedSources, s => s.HintName.EndsWith("PartShape.g.cs", StringComparison.Ordinal) && s.SourceText.ToString().Contains("\"Y\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_runs_over_one_contract_write_the_same_text()
    {
        static string[] Run() => [.. Contracts.Driver().RunGenerators(Contracts.Compilation(Thing, Other)).GetRunResult().GeneratedTrees.Select(t => t.FilePath + t)];
        Assert.Equal(Run(), Run());
    }
}
