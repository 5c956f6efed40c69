using System.Text.Json.Nodes;

namespace Undercast.CloudFormation.Tests;

public sealed class ControlApiTests : Fixture
{
    private const string Queue = "AWS::SQS::Queue";

    private async Task<ProgressEvent> EndAsync(ProgressEvent? begun)
    {
        Assert.Equal("IN_PROGRESS", begun!.OperationStatus);
        ProgressEvent? now = null;
        await UntilAsync(async () => (now = (await Control.GetResourceRequestStatus(new GetResourceRequestStatusInput { RequestToken = begun.RequestToken! }, Call)).ProgressEvent!).OperationStatus is "SUCCESS" or "FAILED");
        return now!;
    }

    private async Task<ProgressEvent> MakeAsync(string state, string type = Queue) => await EndAsync((await Control.CreateResource(new CreateResourceInput { TypeName = type, DesiredState = state }, Call)).ProgressEvent);

    private async Task<ProgressEvent> PatchAsync(string id, string patch) => await EndAsync((await Control.UpdateResource(new UpdateResourceInput { TypeName = Queue, Identifier = id, PatchDocument = patch }, Call)).ProgressEvent);

    private async Task<JsonNode> PropertiesAsync(string id) => JsonNode.Parse((await Control.GetResource(new GetResourceInput { TypeName = Queue, Identifier = id }, Call)).ResourceDescription!.Properties!)!;

    [Fact]
    public async Task A_resource_is_made_read_patched_listed_and_deleted()
    {
        var made = await MakeAsync("""{"QueueName":"q","DelaySeconds":5,"Tags":[{"Key":"a","Value":"b"}]}""");
        Assert.Equal(("SUCCESS", "CREATE", Queue), (made.OperationStatus, made.Operation, made.TypeName));
        var id = made.Identifier!;
        Assert.EndsWith("/q", id, StringComparison.Ordinal);
        Assert.Equal((5, "arn:aws:sqs:us-east-1:000000000000:q"), ((int)(await PropertiesAsync(id))["DelaySeconds"]!, (string)(await PropertiesAsync(id))["Arn"]!));

        var patched = await PatchAsync(id, """[{"op":"replace","path":"/DelaySeconds","value":7},{"op":"add","path":"/Tags/-","value":{"Key":"c","Value":"d"}},{"op":"test","path":"/QueueName","value":"q"}]""");
        Assert.Equal(("SUCCESS", id), (patched.OperationStatus, patched.Identifier));
        Assert.Equal((7, 2), ((int)(await PropertiesAsync(id))["DelaySeconds"]!, ((JsonArray)(await PropertiesAsync(id))["Tags"]!).Count));
        Assert.Equal([id], (await Control.ListResources(new ListResourcesInput { TypeName = Queue }, Call)).ResourceDescriptions!.Select(r => r.Identifier!));

        Assert.Equal("SUCCESS", (await EndAsync((await Control.DeleteResource(new DeleteResourceInput { TypeName = Queue, Identifier = id }, Call)).ProgressEvent)).OperationStatus);
        Assert.Equal($"Resource of type 'AWS::SQS::Queue' with identifier '{id}' was not found.", (await Assert.ThrowsAsync<ResourceNotFoundException>(() => PropertiesAsync(id))).Message);
        Assert.Equal(["DELETE", "UPDATE", "CREATE"], (await Control.ListResourceRequests(new ListResourceRequestsInput(), Call)).ResourceRequestStatusSummaries!.Select(r => r.Operation!).Order(Comparer<string>.Create((a, b) => "DUC".IndexOf(a[0], StringComparison.Ordinal) - "DUC".IndexOf(b[0], StringComparison.Ordinal))));
        Assert.Empty((await Control.ListResourceRequests(new ListResourceRequestsInput { ResourceRequestStatusFilter = new ResourceRequestStatusFilter { OperationStatuses = ["FAILED"] } }, Call)).ResourceRequestStatusSummaries!);
    }

    [Fact]
    public async Task What_is_wrong_fails_the_request_with_a_code()
    {
        var wrong = await MakeAsync("""{"Nonsense":1}""");
        Assert.Equal(("FAILED", "InvalidRequest", "Model validation failed (#: extraneous key [Nonsense] is not permitted)"), (wrong.OperationStatus, wrong.ErrorCode, wrong.StatusMessage));
        var id = (await MakeAsync("""{"QueueName":"q"}""")).Identifier!;
        var again = await MakeAsync("""{"QueueName":"q"}""");
        Assert.Equal(("AlreadyExists", $"Resource of type 'AWS::SQS::Queue' with identifier '{id}' already exists."), (again.ErrorCode, again.StatusMessage));
        var replaced = await PatchAsync(id, """[{"op":"replace","path":"/QueueName","value":"r"}]""");
        Assert.Equal(("NotUpdatable", "Invalid patch update: createOnlyProperties [/properties/QueueName] cannot be updated"), (replaced.ErrorCode, replaced.StatusMessage));
        Assert.Equal("InvalidRequest", (await PatchAsync(id, """[{"op":"replace","path":"/Nothing/1","value":"r"}]""")).ErrorCode);
        Assert.Equal("InvalidRequest", (await PatchAsync(id, "{}")).ErrorCode);
        var gone = await EndAsync((await Control.DeleteResource(new DeleteResourceInput { TypeName = Queue, Identifier = id + "x" }, Call)).ProgressEvent);
        Assert.Equal(("FAILED", "NotFound"), (gone.OperationStatus, gone.ErrorCode));
    }

    [Fact]
    public async Task Calls_that_cannot_begin_are_refused_at_once()
    {
        await Assert.ThrowsAsync<TypeNotFoundException>(() => MakeAsync("{}", "AWS::Nope::Thing"));
        await Assert.ThrowsAsync<InvalidRequestException>(() => MakeAsync("[]"));
        await Assert.ThrowsAsync<UnsupportedActionException>(async () => await Control.GetResource(new GetResourceInput { TypeName = "AWS::CDK::Metadata", Identifier = "x" }, Call));
        await Assert.ThrowsAsync<UnsupportedActionException>(async () => await Control.ListResources(new ListResourcesInput { TypeName = "Test::Brittle::Thing" }, Call));
        await Assert.ThrowsAsync<RequestTokenNotFoundException>(async () => await Control.GetResourceRequestStatus(new GetResourceRequestStatusInput { RequestToken = "x" }, Call));
    }

    [Fact]
    public async Task The_same_client_token_is_the_same_request()
    {
        var input = new CreateResourceInput { TypeName = Queue, DesiredState = """{"QueueName":"q"}""", ClientToken = "t" };
        var first = (await Control.CreateResource(input, Call)).ProgressEvent!;
        Assert.Equal(first.RequestToken, (await Control.CreateResource(input, Call)).ProgressEvent!.RequestToken);
        await Assert.ThrowsAsync<ClientTokenConflictException>(async () => await Control.CreateResource(input with { DesiredState = "{}" }, Call));
    }

    [Fact]
    public async Task Half_a_resource_is_taken_back()
    {
        Assert.Equal("FAILED", (await MakeAsync("""{"Fail":"half"}""", "Test::Brittle::Thing")).OperationStatus);
        Assert.Empty(Brittle.Things);
    }

    [Fact]
    public async Task Tables_and_roles_read_as_they_were_made()
    {
        foreach (var (type, state) in ((string, string)[])
        [
            ("AWS::DynamoDB::Table", """{"TableName":"things","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"TimeToLiveSpecification":{"AttributeName":"until","Enabled":true}}"""),
            ("AWS::IAM::Role", """{"RoleName":"r","Description":"d","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]},"Policies":[{"PolicyName":"p","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}}],"Tags":[{"Key":"a","Value":"b"}]}"""),
        ])
        {
            var made = await MakeAsync(state, type);
            Assert.True(made.OperationStatus == "SUCCESS", made.StatusMessage);
            var read = JsonNode.Parse((await Control.GetResource(new GetResourceInput { TypeName = type, Identifier = made.Identifier! }, Call)).ResourceDescription!.Properties!)!;
            foreach (var (name, value) in (JsonObject)JsonNode.Parse(state)!) Assert.Equal(value!.ToJsonString(), read[name]?.ToJsonString());
            Assert.Equal([made.Identifier!], (await Control.ListResources(new ListResourcesInput { TypeName = type }, Call)).ResourceDescriptions!.Select(r => r.Identifier!));
        }
    }
}
