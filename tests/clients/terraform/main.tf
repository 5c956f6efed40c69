# What a serverless application is made of, through the AWS provider; the endpoint and the keys come from the environment.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
provider "aws" {
  region = "us-east-1"
  s3_use_path_style = true
}
resource "aws_s3_bucket" "b" {
  bucket = "tf-bucket-x"
  force_destroy = true
  tags = { a = "b" }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_object" "o" {
  bucket = aws_s3_bucket.b.id
  key = "x.txt"
  content = "hello"
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket = aws_s3_bucket.b.id
  block_public_acls = true
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.b.arn}/*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }] })
  depends_on = [aws_s3_bucket_public_access_block.b]
}
resource "aws_sqs_queue" "q" {
  name = "tf-queue"
  visibility_timeout_seconds = 60
  tags = { a = "b" }
}
resource "aws_sqs_queue" "f" {
  name = "tf.fifo"
  fifo_queue = true
  content_based_deduplication = true
}
resource "aws_dynamodb_table" "t" {
  name = "tf-table"
  billing_mode = "PAY_PER_REQUEST"
  hash_key = "pk"
  range_key = "sk"
  attribute {
    name = "pk"
    type = "S"
  }
  attribute {
    name = "sk"
    type = "S"
  }
  attribute {
    name = "g"
    type = "N"
  }
  global_secondary_index {
    name = "byG"
    hash_key = "g"
    projection_type = "ALL"
  }
  ttl {
    attribute_name = "ttl"
    enabled = true
  }
  point_in_time_recovery { enabled = true }
  stream_enabled = true
  stream_view_type = "NEW_AND_OLD_IMAGES"
  tags = { a = "b" }
}
resource "aws_dynamodb_table_item" "i" {
  table_name = aws_dynamodb_table.t.name
  hash_key = "pk"
  range_key = "sk"
  item = jsonencode({ pk = { S = "a" }, sk = { S = "b" }, n = { N = "1" } })
}
resource "aws_iam_role" "r" {
  name = "tf-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  tags = { a = "b" }
}
resource "aws_iam_role_policy_attachment" "r" {
  role = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}
resource "aws_iam_role_policy" "r" {
  name = "p"
  role = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sqs:*", "dynamodb:*"], Resource = "*" }] })
}
resource "aws_iam_policy" "p" {
  name = "tf-policy"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "*" }] })
}
resource "aws_iam_user" "u" { name = "tf-user" }
resource "aws_iam_user_policy_attachment" "u" {
  user = aws_iam_user.u.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_group" "g" { name = "tf-group" }
resource "aws_iam_user_group_membership" "u" {
  user = aws_iam_user.u.name
  groups = [aws_iam_group.g.name]
}
resource "aws_iam_access_key" "u" { user = aws_iam_user.u.name }
resource "aws_cloudwatch_log_group" "l" {
  name = "/aws/lambda/tf-fn"
  retention_in_days = 7
}
resource "aws_lambda_function" "f" {
  function_name = "tf-fn"
  role = aws_iam_role.r.arn
  runtime = "nodejs20.x"
  handler = "index.handler"
  filename = "function.zip"
  source_code_hash = filebase64sha256("function.zip")
  environment { variables = { ABC = "1" } }
  publish = true
  depends_on = [aws_cloudwatch_log_group.l]
}
resource "aws_lambda_alias" "a" {
  name = "live"
  function_name = aws_lambda_function.f.function_name
  function_version = aws_lambda_function.f.version
}
resource "aws_lambda_function_url" "u" {
  function_name = aws_lambda_function.f.function_name
  authorization_type = "NONE"
}
resource "aws_lambda_event_source_mapping" "m" {
  event_source_arn = aws_sqs_queue.q.arn
  function_name = aws_lambda_function.f.arn
  batch_size = 5
}
resource "aws_lambda_permission" "p" {
  statement_id = "api"
  action = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f.function_name
  principal = "apigateway.amazonaws.com"
  source_arn = "${aws_api_gateway_rest_api.a.execution_arn}/*/*"
}
resource "aws_lambda_layer_version" "l" {
  layer_name = "tf-layer"
  filename = "function.zip"
  compatible_runtimes = ["nodejs20.x"]
}
resource "aws_api_gateway_rest_api" "a" { name = "tf-api" }
resource "aws_api_gateway_resource" "r" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  parent_id = aws_api_gateway_rest_api.a.root_resource_id
  path_part = "hello"
}
resource "aws_api_gateway_method" "m" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = aws_api_gateway_resource.r.id
  http_method = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "i" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  resource_id = aws_api_gateway_resource.r.id
  http_method = aws_api_gateway_method.m.http_method
  integration_http_method = "POST"
  type = "AWS_PROXY"
  uri = aws_lambda_function.f.invoke_arn
}
resource "aws_api_gateway_deployment" "d" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  depends_on = [aws_api_gateway_integration.i]
}
resource "aws_api_gateway_stage" "s" {
  rest_api_id = aws_api_gateway_rest_api.a.id
  deployment_id = aws_api_gateway_deployment.d.id
  stage_name = "prod"
}
resource "aws_api_gateway_authorizer" "c" {
  name = "c"
  rest_api_id = aws_api_gateway_rest_api.a.id
  type = "COGNITO_USER_POOLS"
  provider_arns = [aws_cognito_user_pool.p.arn]
}
resource "aws_cognito_user_pool" "p" {
  name = "tf-pool"
  password_policy {
    minimum_length = 10
    require_numbers = true
  }
  auto_verified_attributes = ["email"]
}
resource "aws_cognito_user_pool_client" "c" {
  name = "tf-client"
  user_pool_id = aws_cognito_user_pool.p.id
  explicit_auth_flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
}
resource "aws_cognito_user_group" "g" {
  name = "admins"
  user_pool_id = aws_cognito_user_pool.p.id
}
resource "aws_cognito_identity_pool" "i" {
  identity_pool_name = "tf pool"
  allow_unauthenticated_identities = false
  cognito_identity_providers {
    client_id = aws_cognito_user_pool_client.c.id
    provider_name = aws_cognito_user_pool.p.endpoint
  }
}
output "api" { value = aws_api_gateway_rest_api.a.id }
output "furl" { value = aws_lambda_function_url.u.function_url }
