namespace Undercast.Iam.Tests;

public sealed class PolicyTests : Fixture
{
    [Fact]
    public async Task A_managed_policy_has_up_to_five_versions_of_which_one_is_in_force()
    {
        var arn = await ManagedAsync();
        for (var i = 2; i <= 5; i++)
            Assert.Equal($"v{i}", (await Iam.CreatePolicyVersion(new CreatePolicyVersionInput { PolicyArn = arn, PolicyDocument = Policy($"sqs:A{i}"), SetAsDefault = i == 3 }, Call)).PolicyVersion!.VersionId);
        Assert.Equal(
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
            await RefusedAsync<LimitExceededException>(async () => await Iam.CreatePolicyVersion(new CreatePolicyVersionInput { PolicyArn = arn, PolicyDocument = AllowAll }, Call)));
        Assert.Equal(["v5", "v4", "v3", "v2", "v1"], (await Iam.ListPolicyVersions(new ListPolicyVersionsInput { PolicyArn = arn }, Call)).Versions!.Select(v => v.VersionId));
        Assert.Equal("v3", (await Iam.GetPolicy(new GetPolicyInput { PolicyArn = arn }, Call)).Policy!.DefaultVersionId);
        Assert.Equal(Uri.EscapeDataString(Policy("sqs:A2")), (await Iam.GetPolicyVersion(new GetPolicyVersionInput { PolicyArn = arn, VersionId = "v2" }, Call)).PolicyVersion!.Document);
        await Iam.SetDefaultPolicyVersion(new SetDefaultPolicyVersionInput { PolicyArn = arn, VersionId = "v5" }, Call);
        Assert.Equal("Cannot delete the default version of a policy.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeletePolicyVersion(new DeletePolicyVersionInput { PolicyArn = arn, VersionId = "v5" }, Call)));
        Assert.StartsWith("This policy has more than one version.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeletePolicy(new DeletePolicyInput { PolicyArn = arn }, Call)), StringComparison.Ordinal);
        for (var i = 1; i <= 4; i++) await Iam.DeletePolicyVersion(new DeletePolicyVersionInput { PolicyArn = arn, VersionId = $"v{i}" }, Call);
        await Iam.DeletePolicy(new DeletePolicyInput { PolicyArn = arn }, Call);
        Assert.Equal($"Policy {arn} was not found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetPolicy(new GetPolicyInput { PolicyArn = arn }, Call)));
    }

    [Fact]
    public async Task Policies_that_come_with_the_cloud_are_there_and_cannot_be_changed()
    {
        const string Arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
        Assert.Equal("/service-role/", (await Iam.GetPolicy(new GetPolicyInput { PolicyArn = Arn }, Call)).Policy!.Path);
        Assert.Contains("logs%3APutLogEvents", (await Iam.GetPolicyVersion(new GetPolicyVersionInput { PolicyArn = Arn, VersionId = "v1" }, Call)).PolicyVersion!.Document, StringComparison.Ordinal);
        await DeniedAsync(async () => await Iam.DeletePolicy(new DeletePolicyInput { PolicyArn = Arn }, Call));
        var own = await ManagedAsync();
        Assert.Equal([own], (await Iam.ListPolicies(new ListPoliciesInput { Scope = "Local" }, Call)).Policies!.Select(p => p.Arn));
        Assert.True((await Iam.ListPolicies(new ListPoliciesInput { Scope = "AWS", MaxItems = 1000 }, Call)).Policies!.Count > 200);
        await UserAsync();
        Assert.Equal(
            "Policy arn:aws:iam::aws:policy/NoSuch does not exist or is not attachable.",
            await RefusedAsync<NoSuchEntityException>(async () => await Iam.AttachUserPolicy(new AttachUserPolicyInput { UserName = "ann", PolicyArn = "arn:aws:iam::aws:policy/NoSuch" }, Call)));
    }

    [Fact]
    public void Every_policy_that_comes_with_the_cloud_can_be_read()
    {
        foreach (var policy in ManagedPolicies.All) Assert.NotNull(Undercast.Cloud.PolicyDocument.Parse(policy.Document));
    }

    [Fact]
    public async Task Policies_are_attached_listed_from_both_sides_and_detached()
    {
        var arn = await ManagedAsync();
        await UserAsync();
        await RoleAsync();
        await Iam.CreateGroup(new CreateGroupInput { GroupName = "g" }, Call);
        await Iam.AttachUserPolicy(new AttachUserPolicyInput { UserName = "ann", PolicyArn = arn }, Call);
        await Iam.AttachRolePolicy(new AttachRolePolicyInput { RoleName = "r", PolicyArn = arn }, Call);
        await Iam.AttachGroupPolicy(new AttachGroupPolicyInput { GroupName = "g", PolicyArn = arn }, Call);
        Assert.Equal(arn, Assert.Single((await Iam.ListAttachedUserPolicies(new ListAttachedUserPoliciesInput { UserName = "ann" }, Call)).AttachedPolicies!).PolicyArn);
        Assert.Equal("p", Assert.Single((await Iam.ListAttachedRolePolicies(new ListAttachedRolePoliciesInput { RoleName = "r" }, Call)).AttachedPolicies!).PolicyName);
        Assert.Empty((await Iam.ListAttachedGroupPolicies(new ListAttachedGroupPoliciesInput { GroupName = "g", PathPrefix = "/none/" }, Call)).AttachedPolicies!);
        var entities = await Iam.ListEntitiesForPolicy(new ListEntitiesForPolicyInput { PolicyArn = arn }, Call);
        Assert.Equal(("ann", "r", "g"), (entities.PolicyUsers![0].UserName, entities.PolicyRoles![0].RoleName, entities.PolicyGroups![0].GroupName));
        Assert.Equal(3, (await Iam.GetPolicy(new GetPolicyInput { PolicyArn = arn }, Call)).Policy!.AttachmentCount);
        Assert.Equal("Cannot delete a policy attached to entities.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeletePolicy(new DeletePolicyInput { PolicyArn = arn }, Call)));
        Assert.Equal("Cannot delete entity, must detach all policies first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteRole(new DeleteRoleInput { RoleName = "r" }, Call)));
        await Iam.DetachUserPolicy(new DetachUserPolicyInput { UserName = "ann", PolicyArn = arn }, Call);
        await Iam.DetachRolePolicy(new DetachRolePolicyInput { RoleName = "r", PolicyArn = arn }, Call);
        await Iam.DetachGroupPolicy(new DetachGroupPolicyInput { GroupName = "g", PolicyArn = arn }, Call);
        Assert.Equal($"Policy {arn} was not found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.DetachGroupPolicy(new DetachGroupPolicyInput { GroupName = "g", PolicyArn = arn }, Call)));
        await Iam.DeletePolicy(new DeletePolicyInput { PolicyArn = arn }, Call);
    }

    [Fact]
    public async Task Inline_policies_are_set_read_listed_and_removed()
    {
        await UserAsync();
        await RoleAsync();
        await Iam.CreateGroup(new CreateGroupInput { GroupName = "g" }, Call);
        await Iam.PutUserPolicy(new PutUserPolicyInput { UserName = "ann", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        await Iam.PutRolePolicy(new PutRolePolicyInput { RoleName = "r", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        await Iam.PutGroupPolicy(new PutGroupPolicyInput { GroupName = "g", PolicyName = "p", PolicyDocument = AllowAll }, Call);
        Assert.Equal(Uri.EscapeDataString(AllowAll), (await Iam.GetUserPolicy(new GetUserPolicyInput { UserName = "ann", PolicyName = "p" }, Call)).PolicyDocument);
        Assert.Equal(Uri.EscapeDataString(AllowAll), (await Iam.GetRolePolicy(new GetRolePolicyInput { RoleName = "r", PolicyName = "p" }, Call)).PolicyDocument);
        Assert.Equal(Uri.EscapeDataString(AllowAll), (await Iam.GetGroupPolicy(new GetGroupPolicyInput { GroupName = "g", PolicyName = "p" }, Call)).PolicyDocument);
        Assert.Equal(["p"], (await Iam.ListUserPolicies(new ListUserPoliciesInput { UserName = "ann" }, Call)).PolicyNames);
        Assert.Equal(["p"], (await Iam.ListRolePolicies(new ListRolePoliciesInput { RoleName = "r" }, Call)).PolicyNames);
        Assert.Equal(["p"], (await Iam.ListGroupPolicies(new ListGroupPoliciesInput { GroupName = "g" }, Call)).PolicyNames);
        Assert.Equal("Cannot delete entity, must delete policies first.", await RefusedAsync<DeleteConflictException>(async () => await Iam.DeleteUser(new DeleteUserInput { UserName = "ann" }, Call)));
        await Iam.DeleteUserPolicy(new DeleteUserPolicyInput { UserName = "ann", PolicyName = "p" }, Call);
        await Iam.DeleteRolePolicy(new DeleteRolePolicyInput { RoleName = "r", PolicyName = "p" }, Call);
        await Iam.DeleteGroupPolicy(new DeleteGroupPolicyInput { GroupName = "g", PolicyName = "p" }, Call);
        Assert.Equal("The role policy with name p cannot be found.", await RefusedAsync<NoSuchEntityException>(async () => await Iam.GetRolePolicy(new GetRolePolicyInput { RoleName = "r", PolicyName = "p" }, Call)));
        Assert.Equal(
            "Maximum policy size of 2048 bytes exceeded for user ann",
            await RefusedAsync<LimitExceededException>(async () => await Iam.PutUserPolicy(new PutUserPolicyInput { UserName = "ann", PolicyName = "p", PolicyDocument = Policy("sqs:" + new string('x', 2048)) }, Call)));
    }

    [Fact]
    public async Task Boundaries_are_set_and_removed()
    {
        var arn = await ManagedAsync();
        await UserAsync();
        await RoleAsync();
        await Iam.PutUserPermissionsBoundary(new PutUserPermissionsBoundaryInput { UserName = "ann", PermissionsBoundary = arn }, Call);
        await Iam.PutRolePermissionsBoundary(new PutRolePermissionsBoundaryInput { RoleName = "r", PermissionsBoundary = arn }, Call);
        Assert.Equal(arn, (await Iam.GetUser(new GetUserInput { UserName = "ann" }, Call)).User.PermissionsBoundary!.PermissionsBoundaryArn);
        Assert.Equal(2, (await Iam.GetPolicy(new GetPolicyInput { PolicyArn = arn }, Call)).Policy!.PermissionsBoundaryUsageCount);
        await Iam.DeleteUserPermissionsBoundary(new DeleteUserPermissionsBoundaryInput { UserName = "ann" }, Call);
        await Iam.DeleteRolePermissionsBoundary(new DeleteRolePermissionsBoundaryInput { RoleName = "r" }, Call);
        await Iam.DeletePolicy(new DeletePolicyInput { PolicyArn = arn }, Call);
    }

    [Fact]
    public async Task Managed_policies_carry_tags()
    {
        var arn = await ManagedAsync();
        await Iam.TagPolicy(new TagPolicyInput { PolicyArn = arn, Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "2" }] }, Call);
        await Iam.UntagPolicy(new UntagPolicyInput { PolicyArn = arn, TagKeys = ["a"] }, Call);
        Assert.Equal("b", Assert.Single((await Iam.ListPolicyTags(new ListPolicyTagsInput { PolicyArn = arn }, Call)).Tags).Key);
    }

    // Recorded: reasons of MalformedPolicyDocument for managed policies.
    [Theory]
    [InlineData("non-json", "Syntax errors in policy.")]
    [InlineData("[]", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17"}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:List","Resource":"*"}}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}""", "Policy statement must contain actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:List"}}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"s3:List","Resource":"*"}}""", "Syntax errors in policy.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"invalid","Resource":"*"}}""", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a a:x","Resource":"*"}}""", "Vendor a a is not valid")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b:c","Resource":"*"}}""", "Actions/Condition can contain only one colon.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:List","Resource":"bucket"}}""", "Resource bucket must be in ARN format or \"*\".")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:List","Resource":"arn:error:s3:::x"}}""", "Partition \"error\" is not valid for resource \"arn:error:s3:::x\".")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:List","Resource":"*"}}""", "Policy document should not specify a principal.")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:L","Resource":"*"},{"Sid":"a","Effect":"Allow","Action":"s3:L","Resource":"*"}]}""", "Statement IDs (SID) in a single policy must be unique.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:L","Resource":"*","Condition":{"NoSuch":{"a":"b"}}}}""", "Syntax errors in policy.")]
    public async Task A_malformed_policy_says_why(string document, string reason) =>
        Assert.Equal(reason, await RefusedAsync<MalformedPolicyDocumentException>(async () => await Iam.CreatePolicy(new CreatePolicyInput { PolicyName = "x", PolicyDocument = document }, Call)));

    [Theory]
    [InlineData("{,}", "This policy contains invalid Json")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*"}}""", "Has prohibited field Resource")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}""", "Missing required field Principal")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get","Principal":"*"}}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"bob"}}}""", "Invalid principal in policy: \"AWS\":\"bob\"")]
    public async Task A_malformed_trust_policy_says_why(string document, string reason) =>
        Assert.Equal(reason, await RefusedAsync<MalformedPolicyDocumentException>(() => RoleAsync("x", document)));
}
