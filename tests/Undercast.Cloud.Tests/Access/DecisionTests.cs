using Undercast.Kernel;
using static Undercast.Cloud.Tests.Access.Decisions;

namespace Undercast.Cloud.Tests.Access;

/// <summary>Every row of <c>decisions.txt</c>.</summary>
public sealed class DecisionTests
{
    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        var rule = "";
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Access", "decisions.txt")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) rule = line[3..];
            else if (line.Length > 0 && line[0] != '#') rows.Add(line, rule);
        }
        return rows;
    }

    [Fact]
    public void The_table_is_whole() => Assert.True(Rows().Count >= 400);

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_decision_is_the_documented_one(string row, string rule)
    {
        Assert.NotEmpty(rule);
        var cells = row.Split(" | ");
        Assert.Equal(cells[^1], cells[0] switch
        {
            "action" => Answer(Allows(Policy("Allow", cells[1], "*"), cells[2], Queue)),
            "notaction" => Answer(Allows(Policy("Allow", cells[1], "*", actionName: "NotAction"), cells[2], Queue)),
            "resource" => Answer(Allows(Policy("Allow", "*", cells[1]), "x:Y", cells[2])),
            "notresource" => Answer(Allows(Policy("Allow", "*", cells[1], resourceName: "NotResource"), "x:Y", cells[2])),
            "oldresource" => Answer(Allows(Policy("Allow", "*", cells[1], version: "2008-10-17"), "x:Y", cells[2])),
            "when" => When(cells),
            "decide" => Decide(cells[1], cells[2]),
            _ => throw new InvalidOperationException(row),
        });
    }

    private static string Answer(bool allowed) => allowed ? "yes" : "no";

    private static string When(string[] cells)
    {
        var (key, values) = cells[2].Split(" = ") is [var k, var v] ? (k, v.Split(';')) : throw new InvalidOperationException(cells[2]);
        var given = cells[3] == "(none)" ? [] : cells[3].Split(';');
        return Answer(Allows(Policy("Allow", "*", "*", $"\"Condition\":{{{Text(cells[1])}:{{{Text(key)}:{Texts(values)}}}}}"), "x:Y", Queue, add => Array.ForEach(given, one => add("k", one))));
    }

    private static string Decide(string who, string layers)
    {
        var account = who.StartsWith("foreign ", StringComparison.Ordinal) ? There : Here;
        var (principal, policyArn) = Who(who.Split(' ')[^1], account);
        var policies = new PrincipalPolicies { PolicyArn = policyArn };
        var facts = new ResourceFacts { OwnerAccount = Here };
        foreach (var layer in layers.Split(", "))
        {
            var words = layer.Split(' ');
            switch (words[0])
            {
                case "identity": policies = policies with { Identity = [Of(words[1])] }; break;
                case "control": policies = policies with { ServiceControl = [[PolicyDocument.Parse(Policy("Allow", "*", "*"))], [Of(words[1])]] }; break;
                case "boundary": policies = policies with { Boundary = Of(words[1]) }; break;
                case "session": policies = policies with { Session = [Of(words[1])] }; break;
                case "resource": facts = facts with { Policies = [Policy(words[1] == "A" ? "Allow" : "Deny", "sqs:*", Queue, $"\"Principal\":{Named(words[2], principal, policyArn)}")] }; break;
                case "strict": facts = facts with { Grants = PolicyGrants.Everyone }; break;
                case "held": facts = facts with { Grants = PolicyGrants.Services }; break;
                case "nothing": break;
                default: throw new InvalidOperationException(layer);
            }
        }
        return Outcome(PolicyEvaluator.Decide(Request(principal, policies, facts: facts)));
    }

    private static (Principal Principal, string? PolicyArn) Who(string who, string account) => who switch
    {
        "user" => (Ann(account), null),
        "root" => (Principal.Root(account), null),
        "role" => (new Principal(PrincipalKind.AssumedRole, account, $"arn:aws:sts::{account}:assumed-role/r/s", "AROAR:s"), $"arn:aws:iam::{account}:role/r"),
        "federated" => (new Principal(PrincipalKind.FederatedUser, account, $"arn:aws:sts::{account}:federated-user/bob", $"{account}:bob"), $"arn:aws:iam::{account}:user/ann"),
        "service" => (Principal.Service("sns.amazonaws.com", account), null),
        "anonymous" => (Principal.Anonymous, null),
        _ => throw new InvalidOperationException(who),
    };

    private static string Named(string whom, Principal principal, string? policyArn) => whom switch
    {
        "everyone" => "\"*\"",
        "account" => $"{{\"AWS\":\"arn:aws:iam::{(principal.Account.Length > 0 ? principal.Account : Here)}:root\"}}",
        "self" => $"{{\"AWS\":\"{principal.Arn}\"}}",
        "role" => $"{{\"AWS\":\"{policyArn}\"}}",
        "service" => $"{{\"Service\":\"{principal.Arn}\"}}",
        _ => throw new InvalidOperationException(whom),
    };

    private static PolicyDocument Of(string effect) => effect == "-" ? PolicyDocument.Empty : PolicyDocument.Parse(Policy(effect == "A" ? "Allow" : "Deny", "*", "*"));
}
