using Undercast.Host.Deploy;

namespace Undercast.Host.Tests;

public sealed class AdviceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private Advice Advice()
    {
        var template = Path.Combine(_folder, "template.yaml");
        File.WriteAllText(template, "Resources:\n  List:\n    Type: AWS::Serverless::Function\n  Table:\n    Type: AWS::DynamoDB::Table\n  Out:\n    Value: !Ref Nothing\n");
        return new Advice(template, new Dictionary<string, string> { ["List"] = Path.Combine(_folder, "list") });
    }

    // Paths are told from where the command runs.
    private string Shown(string name) => Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_folder, name));

    [Fact]
    public void A_trace_leads_to_the_authors_own_file()
    {
        const string Node = """{"errorType":"TypeError","trace":["TypeError: x","    at lib (/var/task/node_modules/a/index.js:1:1)","    at exports.handler (/var/task/src/index.js:12:5)"]}""";
        Assert.Equal([$"place  {Shown("list/src/index.js")}:12"], Advice().OfLog("List", Node));
        const string Python = """[ERROR] KeyError: 'a'\nTraceback (most recent call last):\n  File "/var/task/app.py", line 3, in handler\n  File "/var/task/deep.py", line 9, in f""";
        Assert.Equal([$"place  {Shown("list/deep.py")}:9"], Advice().OfLog("List", Python));
    }

    [Theory]
    [InlineData("Runtime.ImportModuleError: Error: Cannot find module 'left-pad'", "run 'npm install left-pad' in {0}, or let a layer bring it")]
    [InlineData("[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'requests'", "run 'pip install requests --target {0}', or let a layer bring it")]
    [InlineData("Runtime.ImportModuleError: Error: Cannot find module '@aws-sdk/client-s3'", "./scripts/runtime-libraries fetches the AWS SDK that AWS's runtimes carry")]
    [InlineData("Runtime.ImportModuleError: Error: Cannot find module 'index'\\nRequire stack:\\n- /var/runtime/bootstrap.js", "Handler of List must be FILE.FUNCTION, with the file at the top of {0}")]
    [InlineData("2026-01-01T00:00:00Z 1 Task timed out after 3.00 seconds", "raise Timeout of List, or find what it waits for")]
    [InlineData("RequestId: 1 Error: Runtime exited with error: signal: killed", "raise MemorySize of List")]
    [InlineData("AccessDeniedException: User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:us-east-1:1:table/t because no identity-based policy allows it", "allow dynamodb:Scan on resource: arn:aws:dynamodb:us-east-1:1:table/t to whoever called; './undercast policy' prints the least policy of everything called so far")]
    public void A_failing_function_gets_its_line_and_a_next_step(string message, string next) =>
        Assert.Equal([$"place  {Shown("template.yaml")}:2", "next   " + string.Format(null, next, Shown("list"))], Advice().OfLog("List", message));

    [Fact]
    public void What_went_well_gets_none() => Assert.Empty(Advice().OfLog("List", "INFO hello"));

    [Fact]
    public void A_refused_template_is_shown_where_it_is_wrong()
    {
        Assert.Equal(
            [$"place  {Shown("template.yaml")}:7", "next   correct the name Nothing, or add what it means"],
            Advice().OfReason(null, "Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template"));
        Assert.Equal([$"place  {Shown("template.yaml")}:4", "next   give it another name, or none, so that one is made up"], Advice().OfReason("Table", "t already exists"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
