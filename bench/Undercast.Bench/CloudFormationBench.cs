using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Undercast.Bench;

/// <summary>Stacks: made, left as they are, deleted, validated; beside moto's server on a template that both take.</summary>
internal static class CloudFormationBench
{
    private static readonly XNamespace Ns = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    public static async Task<int> RunAsync(string[] args)
    {
        string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is var at and >= 0 ? args[at + 1] : otherwise;
        var rounds = int.Parse(Option("rounds", "5"), CultureInfo.InvariantCulture);
        var report = new Report("CloudFormation");
        using (var target = await Target.UndercastAsync(Option("mode", "memory")))
        {
            report.Section($"Undercast, the best and the middle of {rounds} rounds", "what", "best ms", "middle ms", "goal ms");
            var (thirty, many) = (Serverless(30), Serverless(300));
            foreach (var (name, template, goal) in new[] { ("a stack of 30 serverless resources", thirty, 1500), ("a stack of 300", many, 10_000) })
            {
                var (made, kept, changed, gone) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
                for (var i = 0; i < (goal > 5000 ? Math.Min(rounds, 3) : rounds); i++)
                {
                    var stack = $"s{i}x{goal}";
                    made.Add(await TimeAsync(() => ChangeAsync(target, "CreateStack", stack, template, "CREATE_COMPLETE")));
                    kept.Add(await TimeAsync(() => RefusedAsync(target, stack, template)));
                    changed.Add(await TimeAsync(() => ChangeAsync(target, "UpdateStack", stack, template.Replace("\"Timeout\":5", "\"Timeout\":6", StringComparison.Ordinal), "UPDATE_COMPLETE")));
                    gone.Add(await TimeAsync(() => DeleteAsync(target, stack)));
                }
                Row(report, name + ", created", made, goal);
                Row(report, "the same, no-op update", kept, 150);
                Row(report, "the same, every function changed", changed, null);
                Row(report, "the same, deleted", gone, null);
            }
            var lines = Lines(1000);
            var validated = new List<double>();
            for (var i = 0; i < rounds * 4; i++) validated.Add(await TimeAsync(() => CallAsync(target, "ValidateTemplate", ("TemplateBody", lines))));
            Row(report, $"a template of {lines.Count(c => c == '\n')} lines, validated", validated, 100);

            report.Section("Memory of the server over stacks of 30, created and deleted", "stacks", "MB");
            for (var i = 1; i <= 40; i++)
            {
                await ChangeAsync(target, "CreateStack", "m", thirty, "CREATE_COMPLETE");
                await DeleteAsync(target, "m");
                if (i is 1 or 10 or 20 or 30 or 40) report.Row($"{i}", $"{target.Memory:F0}");
            }
        }
        if (Option("peers", "all") == "all" && Target.HasMoto)
        {
            report.Section("Beside moto's server: queues, tables, log groups and roles", "server", "resources", "best ms to create", "best ms to delete");
            foreach (var make in new Func<Task<Target>>[] { () => Target.UndercastAsync("memory"), Target.MotoAsync })
            {
                using var target = await make();
                foreach (var count in new[] { 30, 300 })
                {
                    var (made, gone) = (new List<double>(), new List<double>());
                    for (var i = 0; i < 3; i++)
                    {
                        made.Add(await TimeAsync(() => ChangeAsync(target, "CreateStack", $"p{count}x{i}", Plain(count), "CREATE_COMPLETE")));
                        gone.Add(await TimeAsync(() => DeleteAsync(target, $"p{count}x{i}")));
                    }
                    report.Row(target.Name, $"{count}", $"{made.Min():F0}", $"{gone.Min():F0}");
                }
            }
            report.Note("Undercast makes what it reports: each role can be assumed, each table takes items; signatures are verified and policies evaluated on the way.");
        }
        report.Write(Option("out", "cloudformation.md"));
        return 0;
    }

    private static void Row(Report report, string name, List<double> times, int? goal)
    {
        times.Sort();
        report.Row(name, $"{times[0]:F0}", $"{times[times.Count / 2]:F0}", goal is null ? "" : $"{goal}");
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>Functions with their roles, log groups, queues and tables, five kinds in turn.</summary>
    private static string Serverless(int count)
    {
        var resources = new JsonObject();
        for (var i = 0; i < count; i += 5)
        {
            resources[$"Role{i}"] = Role();
            resources[$"Logs{i}"] = new JsonObject { ["Type"] = "AWS::Logs::LogGroup" };
            resources[$"Queue{i}"] = new JsonObject { ["Type"] = "AWS::SQS::Queue" };
            resources[$"Table{i}"] = Table();
            resources[$"Function{i}"] = new JsonObject
            {
                ["Type"] = "AWS::Lambda::Function",
                ["Properties"] = new JsonObject
                {
                    ["Runtime"] = "nodejs22.x", ["Handler"] = "index.handler", ["Timeout"] = 5, ["Role"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray($"Role{i}", "Arn") },
                    ["Code"] = new JsonObject { ["ZipFile"] = "exports.handler = async () => 1" },
                    ["Environment"] = new JsonObject { ["Variables"] = new JsonObject { ["QUEUE"] = new JsonObject { ["Ref"] = $"Queue{i}" }, ["TABLE"] = new JsonObject { ["Ref"] = $"Table{i}" } } },
                },
            };
        }
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }

    private static string Plain(int count)
    {
        var resources = new JsonObject();
        for (var i = 0; i < count; i++)
        {
            resources[$"R{i}"] = (i % 4) switch { 0 => new JsonObject { ["Type"] = "AWS::SQS::Queue" }, 1 => Table(), 2 => new JsonObject { ["Type"] = "AWS::Logs::LogGroup" }, _ => Role() };
        }
        return new JsonObject { ["Resources"] = resources }.ToJsonString();
    }

    private static JsonObject Role() => new()
    {
        ["Type"] = "AWS::IAM::Role",
        ["Properties"] = new JsonObject
        {
            ["AssumeRolePolicyDocument"] = new JsonObject
            {
                ["Version"] = "2012-10-17",
                ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["Service"] = "lambda.amazonaws.com" }, ["Action"] = "sts:AssumeRole" }),
            },
        },
    };

    private static JsonObject Table() => new()
    {
        ["Type"] = "AWS::DynamoDB::Table",
        ["Properties"] = new JsonObject
        {
            ["BillingMode"] = "PAY_PER_REQUEST",
            ["AttributeDefinitions"] = new JsonArray(new JsonObject { ["AttributeName"] = "id", ["AttributeType"] = "S" }),
            ["KeySchema"] = new JsonArray(new JsonObject { ["AttributeName"] = "id", ["KeyType"] = "HASH" }),
        },
    };

    private static string Lines(int count)
    {
        var text = new StringBuilder("Parameters:\n  Stage: {Type: String, Default: dev}\nResources:\n");
        for (var i = 0; i * 7 < count - 3; i++)
            text.Append(CultureInfo.InvariantCulture, $"  Queue{i}:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub '${{AWS::StackName}}-${{Stage}}-{i}'\n      DelaySeconds: {i % 900}\n      Tags:\n        - {{Key: stage, Value: !Ref Stage}}\n");
        return text.ToString();
    }

    private static async Task ChangeAsync(Target target, string operation, string stack, string template, string end)
    {
        await CallAsync(target, operation, ("StackName", stack), ("TemplateBody", template), ("Capabilities.member.1", "CAPABILITY_IAM"));
        await UntilAsync(target, stack, end);
    }

    private static async Task RefusedAsync(Target target, string stack, string template)
    {
        var answer = await SendAsync(target, "UpdateStack", ("StackName", stack), ("TemplateBody", template), ("Capabilities.member.1", "CAPABILITY_IAM"));
        if (!answer.Text.Contains("No updates are to be performed", StringComparison.Ordinal)) throw new InvalidOperationException(answer.Text);
    }

    private static async Task DeleteAsync(Target target, string stack)
    {
        var id = XDocument.Parse(await CallAsync(target, "DescribeStacks", ("StackName", stack))).Descendants(Ns + "StackId").First().Value;
        await CallAsync(target, "DeleteStack", ("StackName", stack));
        await UntilAsync(target, id, "DELETE_COMPLETE");
    }

    private static async Task UntilAsync(Target target, string stack, string end)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            var status = XDocument.Parse(await CallAsync(target, "DescribeStacks", ("StackName", stack))).Descendants(Ns + "StackStatus").First().Value;
            if (status == end) return;
            if (!status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) || deadline.Elapsed > TimeSpan.FromMinutes(5)) throw new InvalidOperationException($"{stack} is {status}, not {end}");
            await Task.Delay(5);
        }
    }

    private static async Task<string> CallAsync(Target target, string operation, params (string Name, string Value)[] parameters)
    {
        var answer = await SendAsync(target, operation, parameters);
        return answer.Ok ? answer.Text : throw new InvalidOperationException($"{target.Name} {operation}: {answer.Text}");
    }

    private static async Task<(bool Ok, string Text)> SendAsync(Target target, string operation, params (string Name, string Value)[] parameters)
    {
        var body = string.Join('&', parameters.Prepend(("Version", "2010-05-15")).Prepend(("Action", operation)).Select(p => $"{p.Item1}={Escape(p.Item2)}"));
        using var connection = await Connection.OpenAsync(target.Port);
        var status = await connection.SendAsync(SqsRequests.Query(target.Port, "cloudformation", body));
        return (status == 200, connection.BodyText());
    }

    // Long values in pieces: the escaping has a limit of its own.
    private static string Escape(string value) => string.Concat(value.Chunk(16_000).Select(c => Uri.EscapeDataString(new string(c))));
}
