using FsCheck;
using FsCheck.Fluent;
using Undercast.Kernel;
using static Undercast.Cloud.Tests.Access.Decisions;

namespace Undercast.Cloud.Tests.Access;

public sealed class EvaluatorTests
{
    private static readonly string[] Actions = ["sqs:SendMessage", "sqs:Receive*", "sqs:*", "s3:GetObject", "*"];
    private static readonly string[] Resources = [Queue, "arn:aws:sqs:*:*:*", "arn:aws:s3:::b/*", "*"];

    private static readonly Gen<string> Statement =
        from deny in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from action in Gen.Elements(Actions)
        from resource in Gen.Elements(Resources)
        from condition in Gen.Elements("", ",\"Condition\":{\"StringEquals\":{\"aws:username\":\"ann\"}}", ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}")
        select $"{{\"Effect\":\"{(deny ? "Deny" : "Allow")}\",\"Action\":\"{action}\",\"Resource\":\"{resource}\"{condition}}}";

    private static readonly Gen<string[]> Statements = from n in Gen.Choose(0, 6) from all in Statement.ArrayOf(n) select all;

    private static PolicyDocument Document(IEnumerable<string> statements) => PolicyDocument.Parse($"{{\"Version\":\"2012-10-17\",\"Statement\":[{string.Join(',', statements)}]}}");

    private static bool Allowed(PrincipalPolicies policies, string action) => PolicyEvaluator.Decide(Request(Ann(), policies with { UserName = "ann" }, action)).IsAllowed;

    private static PrincipalPolicies Identity(params IEnumerable<string>[] documents) => new() { Identity = [.. documents.Select(Document)] };

    private static void Holds(Func<string[], string[], string, bool> property)
    {
        var cases = from a in Statements from b in Statements from action in Gen.Elements("sqs:SendMessage", "sqs:ReceiveMessage", "s3:GetObject") select (a, b, action);
        Prop.ForAll(cases.ToArbitrary(), c => property(c.a, c.b, c.action)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_denial_added_never_allows() => Holds((a, b, action) =>
        !Allowed(Identity(a, b.Select(s => s.Replace("Allow", "Deny", StringComparison.Ordinal))), action) || Allowed(Identity(a), action));

    [Fact]
    public void An_allowance_added_never_denies_what_nothing_denies() => Holds((a, b, action) =>
        !Allowed(Identity(a), action) || Allowed(Identity(a, b.Where(s => s.Contains("Allow", StringComparison.Ordinal))), action));

    [Fact]
    public void The_order_of_statements_and_documents_does_not_matter() => Holds((a, b, action) =>
        Allowed(Identity(a, b), action) == Allowed(Identity(b, a), action) && Allowed(Identity(a), action) == Allowed(Identity(a.Reverse()), action)
        && Allowed(Identity(a, b), action) == Allowed(Identity(a.Concat(b)), action));

    [Fact]
    public void A_boundary_never_widens() => Holds((a, b, action) => !Allowed(Identity(a) with { Boundary = Document(b) }, action) || Allowed(Identity(a), action));

    [Fact]
    public void A_session_policy_never_widens() => Holds((a, b, action) => !Allowed(Identity(a) with { Session = [Document(b)] }, action) || Allowed(Identity(a), action));

    [Fact]
    public void A_service_control_policy_never_widens() => Holds((a, b, action) => !Allowed(Identity(a) with { ServiceControl = [[Document(b)]] }, action) || Allowed(Identity(a), action));

    [Fact]
    public void NotPrincipal_excepts_those_it_names_and_an_account_only_itself()
    {
        string Outcome(Principal who, string except) => Decisions.Outcome(PolicyEvaluator.Decide(Request(
            who, new PrincipalPolicies { Identity = [PolicyDocument.Parse(Policy("Allow", "*", "*"))] },
            facts: new ResourceFacts { Policies = [Policy("Deny", "*", "*", $"\"NotPrincipal\":{{\"AWS\":[\"{except}\"]}}")] })));
        Assert.Equal("allow", Outcome(Ann(), Ann().Arn));
        Assert.Equal("deny resource", Outcome(Ann(), "arn:aws:iam::000000000000:user/bob"));
        Assert.Equal("deny resource", Outcome(Ann(), "arn:aws:iam::000000000000:root"));
        Assert.Equal("allow", Outcome(Principal.Root(Here), "arn:aws:iam::000000000000:root"));
    }

    [Fact]
    public void A_service_is_held_to_the_source_that_the_policy_names()
    {
        const string Bucket = "arn:aws:s3:::b";
        var facts = new ResourceFacts
        {
            Grants = PolicyGrants.Services,
            Policies = [Policy("Allow", "sqs:SendMessage", Queue, "\"Principal\":{\"Service\":\"s3.amazonaws.com\"},\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"" + Bucket + "\"},\"StringEquals\":{\"aws:SourceAccount\":\"" + Here + "\"}}")],
        };
        string Of(Principal who) => Outcome(PolicyEvaluator.Decide(Request(who, PrincipalPolicies.None, facts: facts)));
        Assert.Equal("allow", Of(Principal.Service("s3.amazonaws.com", Here, Bucket)));
        Assert.Equal("no resource", Of(Principal.Service("s3.amazonaws.com", Here, "arn:aws:s3:::other")));
        Assert.Equal("no resource", Of(Principal.Service("s3.amazonaws.com", There, Bucket)));
        Assert.Equal("no resource", Of(Principal.Service("sns.amazonaws.com", Here, Bucket)));
    }

    [Fact]
    public void A_pattern_made_to_take_long_does_not()
    {
        var pattern = "x:" + string.Concat(Enumerable.Repeat("a*", 1000)) + "b";
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(Allows(Policy("Allow", pattern, "*"), "x:" + new string('a', 20_000), Queue));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void The_words_of_a_denial_are_those_of_AWS()
    {
        string Of(AccessDecision decision) => Denials.Of(decision, Ann(), "sqs:sendmessage", Queue, withReason: true).Message;
        const string Head = "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: sqs:sendmessage on resource: " + Queue;
        Assert.Equal(Head + " because no identity-based policy allows the sqs:sendmessage action", Of(new AccessDecision(false, PolicyKind.Identity)));
        Assert.Equal(Head + " because no resource-based policy allows the sqs:sendmessage action", Of(new AccessDecision(false, PolicyKind.Resource)));
        Assert.Equal(Head + " because no permissions boundary allows the sqs:sendmessage action", Of(new AccessDecision(false, PolicyKind.Boundary)));
        Assert.Equal(Head + " because no session policy allows the sqs:sendmessage action", Of(new AccessDecision(false, PolicyKind.Session)));
        Assert.Equal(Head + " because no service control policy allows the sqs:sendmessage action", Of(new AccessDecision(false, PolicyKind.ServiceControl)));
        Assert.Equal(Head + " with an explicit deny in an identity-based policy", Of(new AccessDecision(false, PolicyKind.Identity, true)));
        Assert.Equal(Head + " with an explicit deny in a resource-based policy", Of(new AccessDecision(false, PolicyKind.Resource, true)));
        Assert.Equal(Head + " with an explicit deny in a permissions boundary", Of(new AccessDecision(false, PolicyKind.Boundary, true)));
    }
}
