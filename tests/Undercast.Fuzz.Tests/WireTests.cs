using System.Text;
using Undercast.Kernel;
using Undercast.Protocol;
using Undercast.Sqs;

namespace Undercast.Fuzz.Tests;

public sealed class WireTests
{
    private static readonly OperationDescriptor[] Sqs = [.. SqsApi.Descriptor.Operations.Values.OrderBy(o => o.Name, StringComparer.Ordinal)];

    [Theory]
    [InlineData(Wire.AwsJson10)]
    [InlineData(Wire.AwsQuery)]
    public void Any_body_for_the_queue_service_becomes_a_record_or_an_error_of_the_contract(Wire wire)
    {
        var valid = Sqs.ToDictionary(o => o.Name, o => Bodies.For(o.Input.Schema, wire));
        FuzzLoop.Run(
            m =>
            {
                var operation = m.Any(Sqs);
                var headers = $"X-Amz-Target: AmazonSQS.{operation.Name}\nContent-Type: {m.Any(Bodies.ContentTypes)}";
                return new FuzzInput(operation.Name, [.. Requests.Text("POST", "/", "Action=" + operation.Name, headers, ""), .. m.Damage(valid[operation.Name])]);
            },
            input => Drive(SqsApi.Descriptor.Operations[input.Label], wire, input.Bytes));
    }

    internal static void Drive(OperationDescriptor operation, Wire wire, byte[] request)
    {
        try
        {
            Assert.NotNull(WireProtocol.For(wire).ReadInput(operation, Requests.Read(request)));
        }
        catch (AwsException)
        {
        }
    }
}

/// <summary>Valid bodies, made from the schema of an input: every member once, recursive shapes to a small depth.</summary>
internal static class Bodies
{
    public static readonly string[] ContentTypes = ["application/x-amz-json-1.0", "application/x-www-form-urlencoded; charset=utf-8", "text/xml", "", "application/json; charset=utf-16", ";;", "a/b/c"];

    public static byte[] For(StructSchema schema, Wire wire)
    {
        var text = new StringBuilder();
        if (wire == Wire.AwsQuery) Form(text, schema, "", "Action=Any&Version=2012-11-05");
        else Json(text, schema);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The readers know the structure behind a member only from generated code, so what is inside one is any of the names that the contract has there.
    private static readonly string[] Inner = ["Id", "MessageBody", "DataType", "StringValue", "BinaryValue", "ReceiptHandle", "VisibilityTimeout", "DelaySeconds", "StringListValues"];

    private static void Json(StringBuilder text, StructSchema schema) =>
        text.Append('{').AppendJoin(',', schema.Members.Select(m => $"\"{m.Name}\":{JsonOf(m)}")).Append('}');

    private static string JsonOf(MemberSchema member) => member.Kind switch
    {
        ShapeKind.String => "\"text\"",
        ShapeKind.Boolean => "true",
        ShapeKind.Blob => "\"AQID\"",
        ShapeKind.Timestamp => "1500000000.5",
        ShapeKind.Structure => "{" + string.Join(',', Inner.Select(n => $"\"{n}\":{(n is "DelaySeconds" or "VisibilityTimeout" ? "3" : n.EndsWith('s') ? "[\"a\"]" : "\"AQID\"")}")) + "}",
        ShapeKind.List => $"[{JsonOf(member.Element!)},{JsonOf(member.Element!)}]",
        ShapeKind.Map => $"{{\"a\":{JsonOf(member.Element!)},\"b\":{JsonOf(member.Element!)}}}",
        _ => "12",
    };

    private static void Form(StringBuilder text, StructSchema schema, string prefix, string first)
    {
        text.Append(first);
        foreach (var member in schema.Members) FormOf(text, member, prefix + member.QueryName);
    }

    private static void FormOf(StringBuilder text, MemberSchema member, string name)
    {
        switch (member.Kind)
        {
            case ShapeKind.Structure:
                foreach (var inner in Inner) text.Append('&').Append(name).Append('.').Append(inner).Append(inner.EndsWith('s') ? "=3" : "=AQID");
                break;
            case ShapeKind.List:
                FormOf(text, member.Element!, name + ".1");
                FormOf(text, member.Element!, name + ".2");
                break;
            case ShapeKind.Map:
                text.Append('&').Append(name).Append(".1.").Append(member.KeyName).Append("=a");
                FormOf(text, member.Element!, $"{name}.1.{member.ValueName}");
                break;
            default:
                text.Append('&').Append(name).Append('=').Append(member.Kind is ShapeKind.String or ShapeKind.Blob ? "AQID" : member.Kind == ShapeKind.Boolean ? "true" : "12");
                break;
        }
    }
}
