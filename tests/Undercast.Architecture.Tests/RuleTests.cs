using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Undercast.Architecture.Tests;

public sealed partial class RuleTests
{
    // What may lean on what. A service's own references come from src/Services/Directory.Build.props.
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Undercast.Kernel"] = [],
        ["Undercast.Protocol"] = ["Undercast.Kernel"],
        ["Undercast.Protocol.Generator"] = [],
        ["Undercast.Storage"] = ["Undercast.Kernel"],
        ["Undercast.Storage.Sqlite"] = ["Undercast.Storage"],
        ["Undercast.Storage.Postgres"] = ["Undercast.Storage"],
        ["Undercast.Cloud"] = ["Undercast.Kernel", "Undercast.Protocol", "Undercast.Storage"],
        ["Undercast.Edge"] = ["Undercast.Cloud", "Undercast.Protocol"],
        // The .NET bootstrap is copied into functions' sandboxes, not linked.
        ["Undercast.Functions"] = ["Undercast.Kernel", "Undercast.Functions.Dotnet"],
        ["Undercast.Functions.Dotnet"] = [],
    };

    private static IEnumerable<string> References(string projectFile) =>
        XDocument.Load(projectFile).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    [Fact]
    public void Projects_lean_only_downwards() => Tree.Holds(
        "A project references only what the table allows",
        "docs/picture.md",
        MayReference.Where(p => Directory.Exists(Path.Combine(Tree.Root, "src", p.Key)))
            .SelectMany(p => References(Path.Combine(Tree.Root, "src", p.Key, p.Key + ".csproj")).Except(p.Value).Select(r => $"{p.Key} -> {r}")));

    [Fact]
    public void A_service_references_no_other_service_engine_or_edge() => Tree.Holds(
        "A service leans on Kernel, Protocol, Storage and Cloud alone",
        "docs/adding-a-service.md",
        Tree.Services.Where(s => File.Exists(Path.Combine(Tree.Root, "src/Services", s, s + ".csproj")))
            .SelectMany(s => References(Path.Combine(Tree.Root, "src/Services", s, s + ".csproj"))
                .Where(r => !(s == "Undercast.Lambda" && r == "Undercast.Functions"))
                .Select(r => $"{s} -> {r}")));

    [Fact]
    public void A_service_that_writes_blobs_says_which_it_names() => Tree.Holds(
        "A service that writes to IBlobStore registers an IBlobReferences; its blobs would be collected as orphans otherwise",
        "docs/storage.md",
        Tree.Services.Select(s => (Name: s, Text: string.Concat(Tree.Sources($"src/Services/{s}").Select(File.ReadAllText))))
            .Where(s => s.Text.Contains("IBlobStore", StringComparison.Ordinal) && !s.Text.Contains("AddSingleton<IBlobReferences,", StringComparison.Ordinal))
            .Select(s => s.Name));

    [Fact]
    public void Every_project_is_in_the_table() => Tree.Holds(
        "A new project in src needs a line in the table of this test",
        "docs/picture.md",
        Directory.EnumerateDirectories(Path.Combine(Tree.Root, "src"), "Undercast.*").Select(d => Path.GetFileName(d)!)
            .Except(MayReference.Keys).Except(["Undercast.Host", "Undercast.Console"]));

    [Fact]
    public void No_service_is_named_below_the_services()
    {
        var names = new Regex($@"\b({string.Join('|', Tree.Services.Select(s => s["Undercast.".Length..]).Where(n => n.Length > 0))})\b", RegexOptions.IgnoreCase);
        Tree.Holds(
            "No service's name occurs in Kernel, Protocol, Storage, Cloud or Edge, but in ARNs, in quoted texts of AWS, and in comments about what was seen",
            "docs/picture.md",
            Tree.Sources("src/Undercast.Kernel", "src/Undercast.Protocol", "src/Undercast.Storage", "src/Undercast.Cloud", "src/Undercast.Edge")
                .SelectMany(f => File.ReadLines(f).Select((line, i) => (File: f, Line: line, Number: i + 1)))
                .Where(l => !l.Line.TrimStart().StartsWith("//", StringComparison.Ordinal) && names.IsMatch(NameInAws().Replace(l.Line, "")))
                .Select(l => $"{Tree.Relative(l.File)}:{l.Number}: {l.Line.Trim()}"));
    }

    [Fact]
    public void No_file_is_longer_than_500_lines() => Tree.Holds(
        "300 lines are normal, 500 the limit", "CONTRIBUTING.md", Tree.Sources("src", "tests", "bench").Where(f => File.ReadLines(f).Count() > 500).Select(Tree.Relative));

    [Fact]
    public void Names_say_what_a_type_is()
    {
        var banned = BannedSuffix();
        Tree.Holds(
            "Manager, Helper, Util, Common, Impl, Processor, Data, Info, Legacy and New say nothing in a type's name",
            "docs/words.md",
            Tree.Sources("src").SelectMany(f => TypeDeclaration().Matches(File.ReadAllText(f)).Select(m => (File: f, Name: m.Groups[1].Value)))
                .Where(t => !t.File.Contains($"{Path.DirectorySeparatorChar}Contract{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && banned.IsMatch(t.Name))
                .Select(t => $"{Tree.Relative(t.File)}: {t.Name}"));
    }

    [Fact]
    public void Only_contracts_and_the_module_are_public_in_a_service() => Tree.Holds(
        "Only Contract/ types, the module and the contract's resource names are public in a service",
        "docs/adding-a-service.md",
        Tree.Sources("src/Services")
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}Contract{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.EndsWith("Module.cs", StringComparison.Ordinal))
            .SelectMany(f => PublicType().Matches(File.ReadAllText(f)).Select(m => (File: f, Name: m.Groups[1].Value)))
            .Where(t => !t.Name.EndsWith("Resources", StringComparison.Ordinal))
            .Select(t => $"{Tree.Relative(t.File)}: {t.Name}"));

    [Fact]
    public void Services_take_time_and_chance_from_outside() => Tree.Holds(
        "A service reads the clock from CallContext or TimeProvider and makes ids by Ids",
        "docs/storage.md",
        Tree.Sources("src/Services").SelectMany(f => File.ReadLines(f).Select((line, i) => (File: f, Line: line, Number: i + 1)))
            .Where(l => BannedInServices().IsMatch(l.Line))
            .Select(l => $"{Tree.Relative(l.File)}:{l.Number}: {l.Line.Trim()}"));

    [Fact]
    public void Nothing_sleeps_for_luck() => Tree.Holds(
        "Thread.Sleep waits for luck; wait on a condition with a deadline", "docs/testing.md",
        Tree.Sources("src", "tests").Where(f => !f.EndsWith("RuleTests.cs", StringComparison.Ordinal) && File.ReadAllText(f).Contains("Thread.Sleep(", StringComparison.Ordinal)).Select(Tree.Relative));

    [Fact]
    public void Every_operation_of_a_contract_has_a_test()
    {
        var tests = string.Join('\n', Tree.Sources("tests").Select(File.ReadAllText));
        Tree.Holds(
            "Every operation is called by a test",
            "docs/adding-an-operation.md",
            Tree.Sources("src/Services").Where(f => ContractFile().IsMatch(Tree.Relative(f)))
                .SelectMany(f => OperationMethod().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
                .Where(o => !tests.Contains($".{o}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Links_between_pages_resolve() => Tree.Holds(
        "A relative link names a file that exists",
        "docs/start.md",
        Directory.EnumerateFiles(Tree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Tree.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Tree.Root, "src/Services"), "README.md", SearchOption.AllDirectories))
            .SelectMany(f => Link().Matches(File.ReadAllText(f)).Select(m => (File: f, Target: m.Groups[1].Value.Split('#')[0])))
            .Where(l => l.Target.Length > 0 && !l.Target.Contains("://", StringComparison.Ordinal))
            .Where(l => !Path.Exists(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(l.File)!, l.Target))))
            .Select(l => $"{Tree.Relative(l.File)} -> {l.Target}"));

    [Fact]
    public void The_root_stays_clean() => Tree.Holds(
        "No other prose at the root",
        "CONTRIBUTING.md",
        Directory.EnumerateFiles(Tree.Root, "*.md").Select(f => Path.GetFileName(f)!).Except(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]));

    // Names that AWS gives: a text that is an ARN, or lists the vendors of actions.
    [GeneratedRegex(@"""(?:arn:|Actions/Conditions must be)[^""]*""")]
    private static partial Regex NameInAws();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"(Manager|Helper|Helpers|Util|Utils|Common|Impl|Processor|Data|Info|Legacy|New)$")]
    private static partial Regex BannedSuffix();

    [GeneratedRegex(@"^public\s+(?:static\s+|sealed\s+|abstract\s+|partial\s+|readonly\s+)*(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?(\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|Guid\.NewGuid|Random\.Shared|new Random|Task\.Run|Environment\.|new HttpClient")]
    private static partial Regex BannedInServices();

    [GeneratedRegex(@"/Contract/I\w+\.cs$")]
    private static partial Regex ContractFile();

    [GeneratedRegex(@"ValueTask(?:<\w+>)? (\w+)\(")]
    private static partial Regex OperationMethod();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
