using System.Text;
using Undercast.Cloud;

namespace Undercast.Fuzz.Tests;

public sealed class PolicyTests
{
    private static readonly byte[][] Valid =
    [
        .. ((string[])
        [
            """{"Version":"2012-10-17","Id":"x","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"AWS":["000000000000","*"],"Service":"s3.amazonaws.com"},"Action":["sqs:*","s?s:Get*"],"Resource":["arn:aws:sqs:*:*:${aws:username, 'x'}","*"],"Condition":{"ForAnyValue:StringLike":{"aws:TagKeys":["a*","${*}"]},"IpAddress":{"aws:SourceIp":"10.0.0.0/8"},"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"},"NumericEqualsIfExists":{"k":1e3},"Null":{"k":true}}}]}""",
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":"*","NotAction":"sts:AssumeRole","NotResource":"arn:aws:s3:::b/*"}}""",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}""",
        ]).Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Any_text_is_a_policy_or_refused_with_a_reason() => FuzzLoop.Run(
        m => new FuzzInput(((PolicyPurpose)m.Random.Next(4)).ToString(), m.Random.Next(8) == 0 ? m.Noise(200) : m.Damage(Valid[m.Random.Next(Valid.Length)])),
        static input =>
        {
            var text = Encoding.UTF8.GetString(input.Bytes);
            if (PolicyChecker.Check(text, Enum.Parse<PolicyPurpose>(input.Label)) is { } reason)
            {
                Assert.NotEmpty(reason);
                return;
            }
            // What the checker lets pass, the evaluator can read.
            Assert.NotNull(PolicyDocument.Parse(text));
        });

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal("Syntax errors in policy.", PolicyChecker.Check("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:\ud800","Resource":"*"}}""", PolicyPurpose.Inline));
}
