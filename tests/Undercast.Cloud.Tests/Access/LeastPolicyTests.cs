using System.Text;
using System.Text.Json;
using Undercast.Kernel;
using Undercast.Protocol;
using static Undercast.Cloud.Tests.Access.Decisions;

namespace Undercast.Cloud.Tests.Access;

public sealed class LeastPolicyTests
{
    [Fact]
    public void Sessions_of_a_role_are_one_and_actions_share_statements()
    {
        var ledger = new CallLedger();
        ledger.Note("arn:aws:sts::000000000000:assumed-role/r/one", new Permission("sqs:SendMessage", Queue), null);
        ledger.Note("arn:aws:sts::000000000000:assumed-role/r/two", new Permission("sqs:ReceiveMessage", Queue), "User: … is not authorized");
        ledger.Note("arn:aws:sts::000000000000:assumed-role/r/two", new Permission("s3:ListAllMyBuckets", "*"), null);
        ledger.Note(Principal.Root(Here).Arn, new Permission("sqs:PurgeQueue", Queue), null);
        ledger.Note("sns.amazonaws.com", new Permission("sqs:SendMessage", Queue), null);

        var policy = Assert.Single(LeastPolicy.Of(ledger));
        Assert.Equal(("arn:aws:iam::000000000000:role/r", true), (policy.Principal, policy.IsComplete));
        Assert.Equal([(new Permission("sqs:ReceiveMessage", Queue), "User: … is not authorized")], policy.Denied);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) policy.WriteDocument(json);
        var text = Encoding.UTF8.GetString(buffer.ToArray());
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":["*"]},{"Effect":"Allow","Action":["sqs:ReceiveMessage","sqs:SendMessage"],"Resource":["arn:aws:sqs:us-east-1:000000000000:q"]}]}""",
            text);
        Assert.True(Allows(text, "sqs:SendMessage", Queue));
    }

    [Fact]
    public void Of_several_permissions_the_refusal_marks_the_one_it_names()
    {
        var ledger = new CallLedger();
        var operation = new OperationDescriptor { Name = "Do", Input = null!, Permissions = (_, _) => [], Invoke = (_, _, _) => default };
        ledger.Record(new CallRecord(
            operation, Call(Ann()), [new Permission("sqs:SendMessage", Queue), new Permission("sqs:PurgeQueue", Queue)], CallOutcome.Denied, null, TimeSpan.Zero, false,
            "User: ann is not authorized to perform: sqs:purgequeue on resource: q"));
        Assert.Equal("sqs:PurgeQueue", Assert.Single(Assert.Single(LeastPolicy.Of(ledger)).Denied).Permission.Action);
    }
}
